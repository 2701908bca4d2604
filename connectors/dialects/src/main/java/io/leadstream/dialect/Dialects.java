package io.leadstream.dialect;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The dialects on the class path, by id. */
public final class Dialects {

    private Dialects() {}

    /**
     * Finds every registered dialect.
     *
     * @throws IllegalStateException if two have the same id or the same path
     */
    public static Map<String, Dialect> all() {
        Map<String, Dialect> byId = new TreeMap<>();
        Map<String, Dialect> byPath = new TreeMap<>();
        for (Dialect dialect : ServiceLoader.load(Dialect.class)) {
            if (byId.put(dialect.id(), dialect) != null) {
                throw new IllegalStateException("two dialects are called " + dialect.id());
            }
            for (String path : dialect.paths()) {
                if (byPath.put(path, dialect) != null) {
                    throw new IllegalStateException("two dialects answer at " + path);
                }
            }
        }
        return byId;
    }
}
