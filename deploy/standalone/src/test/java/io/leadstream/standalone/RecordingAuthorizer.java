package io.leadstream.standalone;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also notes what it was asked by whom. Kafka makes it, by its name, so the notes are static. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** A question that the broker asked: may this user do this? */
    record Question(String principal, AclOperation operation, ResourceType type, String name) {}

    private static final Set<Question> ALLOWED = ConcurrentHashMap.newKeySet();
    private static final Set<Question> DENIED = ConcurrentHashMap.newKeySet();

    /** Everything that was allowed to one who is no super user. */
    static Set<Question> allowed() {
        return Set.copyOf(ALLOWED);
    }

    /** Everything that was denied, but for what the broker asks only to know what it may show. */
    static Set<Question> denied() {
        return Set.copyOf(DENIED);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        String principal = context.principal().toString();
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            Question question = new Question(
                    principal,
                    action.operation(),
                    action.resourcePattern().resourceType(),
                    action.resourcePattern().name());
            if (results.get(i) == AuthorizationResult.ALLOWED) {
                ALLOWED.add(question);
            } else if (action.logIfDenied()) {
                DENIED.add(question);
            }
        }
        return results;
    }
}
