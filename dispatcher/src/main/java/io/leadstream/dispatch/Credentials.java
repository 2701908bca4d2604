package io.leadstream.dispatch;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Vendors' credentials: a file each in one folder, read whenever a lane starts (correctness.md 21). */
record Credentials(Path folder) {

    /**
     * Reads a file in {@link Properties} form.
     *
     * @param name as routing names it; a plain file name
     * @throws IllegalArgumentException if it is no file of the folder or cannot be read; never quotes it
     */
    Map<String, String> read(String name) {
        if (!isPlain(name)) {
            throw new IllegalArgumentException("credentials is no plain file name");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(name))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "credentials cannot be read: " + e.getClass().getSimpleName());
        }
        Map<String, String> credentials = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> credentials.put(key, properties.getProperty(key)));
        return Map.copyOf(credentials);
    }

    /** True for the name of a file that lies in the folder itself. */
    static boolean isPlain(String name) {
        return name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
    }
}
