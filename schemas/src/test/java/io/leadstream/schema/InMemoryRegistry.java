package io.leadstream.schema;

import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A registry for tests that need none of a registry's own behaviour: contents have ids, and calls are counted. */
public final class InMemoryRegistry implements RegistryClientFacade {

    private final Map<String, Long> ids = new ConcurrentHashMap<>();
    private final Map<Long, String> contents = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    private volatile boolean away;

    /** Makes the registry unreachable, or reachable again. */
    public void away(boolean away) {
        this.away = away;
    }

    /** How often anything was asked. */
    public long calls() {
        return calls.get();
    }

    @Override
    public String getSchemaByContentId(Long contentId) {
        calls.incrementAndGet();
        if (away) {
            throw new UncheckedIOException(new ConnectException("the registry is away"));
        }
        String content = contents.get(contentId);
        if (content == null) {
            throw new IllegalArgumentException("no content with id " + contentId);
        }
        return content;
    }

    @Override
    public List<RegistryVersionCoordinates> searchVersionsByContent(
            String content, String type, ArtifactReference reference, boolean canonical) {
        return List.of(coordinates(content, reference.getGroupId(), reference.getArtifactId()));
    }

    @Override
    public RegistryVersionCoordinates createSchema(
            String type,
            String groupId,
            String artifactId,
            String version,
            String ifExists,
            boolean canonical,
            String content,
            Set<RegistryArtifactReference> references) {
        return coordinates(content, groupId, artifactId);
    }

    private RegistryVersionCoordinates coordinates(String content, String groupId, String artifactId) {
        calls.incrementAndGet();
        long id = ids.computeIfAbsent(content, c -> (long) ids.size() + 1);
        contents.put(id, content);
        return RegistryVersionCoordinates.create(id, id, groupId, artifactId, "1");
    }

    @Override
    public String getSchemaByGlobalId(long globalId, boolean dereference) {
        return getSchemaByContentId(globalId);
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentId(long contentId) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGlobalId(long globalId) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGAV(String groupId, String artifactId, String version) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentHash(String hash) {
        return List.of();
    }

    @Override
    public String getSchemaByGAV(String groupId, String artifactId, String version) {
        throw new UnsupportedOperationException("looked up by content id only");
    }

    @Override
    public String getSchemaByContentHash(String hash) {
        throw new UnsupportedOperationException("looked up by content id only");
    }

    @Override
    public RegistryVersionCoordinates getVersionCoordinatesByGAV(String groupId, String artifactId, String version) {
        throw new UnsupportedOperationException("looked up by content id only");
    }

    @Override
    public Object getClient() {
        return this;
    }
}
