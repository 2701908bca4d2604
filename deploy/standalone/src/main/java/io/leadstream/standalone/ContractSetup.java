package io.leadstream.standalone;

import io.apicurio.registry.resolver.client.RegistryClientFacadeFactory;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.rest.client.models.CreateArtifact;
import io.apicurio.registry.rest.client.models.CreateRule;
import io.apicurio.registry.rest.client.models.CreateVersion;
import io.apicurio.registry.rest.client.models.IfArtifactExists;
import io.apicurio.registry.rest.client.models.ProblemDetails;
import io.apicurio.registry.rest.client.models.Rule;
import io.apicurio.registry.rest.client.models.RuleType;
import io.apicurio.registry.rest.client.models.VersionContent;
import io.leadstream.schema.Contracts;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/** Registers the contracts under the rule that old and new versions must all read each other. */
final class ContractSetup {

    private static final String RULE = "FULL_TRANSITIVE";
    private static final int CONFLICT = 409;

    private final String url;
    private final Map<String, String> settings;

    /** Contracts for the registry whose API is at {@code url} and that asks nobody who he is. */
    ContractSetup(String url) {
        this(url, Map.of());
    }

    /**
     * Contracts for the registry whose API is at {@code url}.
     *
     * @param settings further settings of the registry's client, the same that services are given
     */
    ContractSetup(String url, Map<String, String> settings) {
        this.url = url;
        this.settings = settings;
    }

    /**
     * Sets the rule and registers every contract; what is there already stays as it is.
     *
     * @throws IllegalStateException if the registry refuses one; the message names the contract and says why
     */
    void apply() {
        RegistryClient client = (RegistryClient)
                RegistryClientFacadeFactory.create(new SchemaResolverConfig(Contracts.client(url, settings)))
                        .getClient();
        asking("the compatibility rule", () -> rule(client));
        for (Class<?> type : Contracts.records()) {
            asking("contract " + type.getSimpleName(), () -> register(client, type));
        }
    }

    private static void rule(RegistryClient client) {
        CreateRule create = new CreateRule();
        create.setRuleType(RuleType.COMPATIBILITY);
        create.setConfig(RULE);
        try {
            client.admin().rules().post(create);
        } catch (ProblemDetails e) {
            if (e.getResponseStatusCode() != CONFLICT) {
                throw e;
            }
            Rule there = new Rule();
            there.setRuleType(RuleType.COMPATIBILITY);
            there.setConfig(RULE);
            client.admin().rules().byRuleType(RuleType.COMPATIBILITY.getValue()).put(there);
        }
    }

    private static void register(RegistryClient client, Class<?> type) {
        VersionContent content = new VersionContent();
        content.setContent(SpecificData.get().getSchema(type).toString());
        content.setContentType("application/json");
        CreateVersion version = new CreateVersion();
        version.setContent(content);
        CreateArtifact artifact = new CreateArtifact();
        artifact.setArtifactId(type.getSimpleName());
        artifact.setArtifactType("AVRO");
        artifact.setFirstVersion(version);
        client.groups().byGroupId(Contracts.GROUP).artifacts().post(artifact, request -> {
            if (request.queryParameters != null) {
                request.queryParameters.ifExists = IfArtifactExists.FIND_OR_CREATE_VERSION;
            }
        });
    }

    private void asking(String what, Runnable question) {
        try {
            question.run();
        } catch (ProblemDetails refused) {
            throw new IllegalStateException("the registry refuses " + what + ": " + said(refused), refused);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the registry at " + url + " cannot be used for " + what + ": " + Failures.message(e), e);
        }
    }

    private static String said(ProblemDetails refused) {
        String title = refused.getTitle();
        return title == null ? "status " + refused.getResponseStatusCode() : title;
    }
}
