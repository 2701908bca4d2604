package io.leadstream.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody has to remember: 192 random bits, kept in a file that only its owner reads. */
final class Passwords {

    private static final int BYTES = 24;

    private Passwords() {}

    /** The password in a file; it is made if the file is not there. */
    static String kept(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, random(random) + "\n");
        }
        return Files.readString(file).strip();
    }

    /** Another password. */
    static String random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
