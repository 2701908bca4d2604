package io.leadstream.schema;

/**
 * Something wrong with a part of a document.
 *
 * @param path of the part, such as {@code lists[2].vendors[0].weight}; empty for the whole
 * @param message what is wrong; never the value, which can be a secret or somebody's data
 */
public record Problem(String path, String message) {

    /** The path of a part's part. */
    public static String path(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
