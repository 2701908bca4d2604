package io.leadstream.standalone;

import io.leadstream.standalone.RecordingAuthorizer.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** Which rights were needed: those without which a question that was answered with yes would have been answered with no. */
final class Needs {

    private static final Set<AclOperation> IMPLY_DESCRIBE =
            Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

    private Needs() {}

    /** The rights that no question needed, as lines that a person can look for. */
    static List<String> needless(Collection<AclBinding> rights, Collection<Question> allowed) {
        List<String> needless = new ArrayList<>();
        for (AclBinding right : rights) {
            boolean needed = allowed.stream()
                    .anyMatch(question -> allows(right, question)
                            && rights.stream().noneMatch(other -> !other.equals(right) && allows(other, question)));
            if (!needed) {
                needless.add(right.entry().principal() + " " + right.entry().operation() + " "
                        + right.pattern().resourceType() + " " + right.pattern().name());
            }
        }
        return needless.stream().sorted().toList();
    }

    private static boolean allows(AclBinding right, Question question) {
        ResourcePattern pattern = right.pattern();
        AclOperation operation = right.entry().operation();
        return right.entry().principal().equals(question.principal())
                && pattern.resourceType() == question.type()
                && (pattern.patternType() == PatternType.PREFIXED
                        ? question.name().startsWith(pattern.name())
                        : question.name().equals(pattern.name()))
                && (operation == question.operation()
                        || (question.operation() == AclOperation.DESCRIBE && IMPLY_DESCRIBE.contains(operation))
                        || (question.operation() == AclOperation.DESCRIBE_CONFIGS
                                && operation == AclOperation.ALTER_CONFIGS));
    }
}
