package io.leadstream.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the image stands on.
 *
 * @param image with the base's layers
 * @param java the command that starts Java in it
 * @param options options of its Java beside those that any has
 */
record Base(JibContainerBuilder image, String java, List<String> options) {

    private static final String TAR = "tar:";

    /**
     * A base by its name; without one, our own Java runtime.
     *
     * @param work a folder for what is made on the way
     */
    static Base of(@Nullable String name, Path work) throws IOException, InterruptedException {
        if (name == null) {
            return new BareRuntime(Path.of(System.getProperty("java.home")), work).base();
        }
        return new Base(named(name), "java", List.of());
    }

    private static JibContainerBuilder named(String name) {
        if (name.startsWith(TAR)) {
            Path file = Path.of(name.substring(TAR.length())).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("no such file: " + file);
            }
            return Jib.from(TarImage.at(file));
        }
        try {
            ImageReference reference = ImageReference.parse(name);
            return Jib.from(RegistryImage.named(reference)
                    .addCredentialRetriever(CredentialRetrieverFactory.forImage(reference, event -> {})
                            .dockerConfig()));
        } catch (InvalidImageReferenceException e) {
            throw new IllegalArgumentException(name + " is no name of an image", e);
        }
    }
}
