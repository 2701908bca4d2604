package io.leadstream.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Builds the image, without Docker, and puts it into a file or a registry. */
@Command(
        name = "leadstream image",
        mixinStandardHelpOptions = true,
        description = "Builds the image that every service runs from: a file with --tar, else pushed to --to.")
final class ImageCommand implements Callable<Integer> {

    /** Property with the folder of the module whose class path goes into the image. */
    static final String PROGRAM = "leadstream.program";

    private static final Logger log = LoggerFactory.getLogger(ImageCommand.class);
    private static final String DEFAULT_NAME = "leadstream:0.1.0";

    @Spec
    CommandSpec spec;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description =
                    "An image with Java 21 or newer, from its registry, or tar:FILE. Without it the image holds the JDK"
                            + " that this command runs on, and needs no registry.")
    @Nullable
    String base;

    @Option(names = "--tar", paramLabel = "FILE", description = "Where to write it, for `docker load` and the like.")
    @Nullable
    Path tar;

    @Option(
            names = "--to",
            paramLabel = "NAME",
            description = "Its name, such as registry.example.com/leadstream:1; with credentials of `docker login`.")
    @Nullable
    String to;

    @Override
    public Integer call() throws Exception {
        if (tar == null && to == null) {
            throw new ParameterException(spec.commandLine(), "say where to: --tar FILE or --to NAME");
        }
        ImageReference name = ImageReference.parse(to == null ? DEFAULT_NAME : to);
        Path work = Files.createTempDirectory("leadstream-image");
        try {
            Program program = Program.of(Path.of(System.getProperty(PROGRAM, "deploy/standalone")));
            JibContainer made = Image.of(Base.of(base, work), program, work).containerize(caching(target(name)));
            PrintWriter out = spec.commandLine().getOut();
            out.println((tar == null ? name : name + " in " + tar) + ", " + made.getDigest());
            out.flush();
        } finally {
            Folders.delete(work);
        }
        return 0;
    }

    private Containerizer target(ImageReference name) {
        if (tar != null) {
            return Containerizer.to(TarImage.at(tar.toAbsolutePath()).named(name));
        }
        CredentialRetrieverFactory credentials = CredentialRetrieverFactory.forImage(
                name,
                event -> log.atDebug().log(
                        event.getLevel().name().toLowerCase(Locale.ROOT) + ": " + event.getMessage()));
        return Containerizer.to(RegistryImage.named(name).addCredentialRetriever(credentials.dockerConfig()));
    }

    private static Containerizer caching(Containerizer target) {
        return target.setToolName("leadstream").setAlwaysCacheBaseImage(false);
    }
}
