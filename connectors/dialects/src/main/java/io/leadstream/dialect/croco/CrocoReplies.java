package io.leadstream.dialect.croco;

import static io.leadstream.dialect.ReplyTable.DNC;
import static io.leadstream.dialect.ReplyTable.DUPLICATE;
import static io.leadstream.dialect.ReplyTable.INVALID;
import static io.leadstream.dialect.ReplyTable.LIST_NOT_ALLOWED;
import static io.leadstream.dialect.ReplyTable.REFUSED;
import static io.leadstream.dialect.ReplyTable.UNKNOWN_LIST;
import static io.leadstream.dialect.ReplyTable.row;

import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.Reply.Unknown;
import io.leadstream.dialect.ReplyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What add_lead's lines mean, as the document and a real VICIdial write them (001_84572149281148be.txt, vicidial-notes.md). */
final class CrocoReplies {

    static final String ADDED = "add_lead LEAD HAS BEEN ADDED";

    private static final Pattern KIND = Pattern.compile("(SUCCESS|NOTICE|ERROR): ");
    private static final Pattern LEAD_ID = Pattern.compile("[0-9]{1,19}");

    /**
     * One statement of an answer.
     *
     * @param kind SUCCESS, NOTICE or ERROR
     * @param words what it says, up to the dash where there is one
     * @param fields what follows the dash, split at the bars
     */
    record Line(String kind, String words, List<String> fields) {}

    static final ReplyTable<Line> ERRORS = ReplyTable.of(
            row("Login incorrect", new Failed("login refused", true)),
            row("Too many login attempts", new Failed("login locked", true)),
            row("NO FUNCTION SPECIFIED", new Failed("function refused", false)),
            row("Invalid Source", new Failed("source refused", false)),
            row("auth USER DOES NOT HAVE PERMISSION", new Failed("permission refused", false)),
            row("add_lead USER DOES NOT HAVE PERMISSION", new Failed("permission refused", false)),
            row("add_lead INVALID PHONE NUMBER LENGTH", Rejected.because(INVALID)),
            row("add_lead INVALID PHONE NUMBER PREFIX", Rejected.because(INVALID)),
            row("add_lead INVALID PHONE NUMBER AREACODE", Rejected.because(INVALID)),
            row("add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX", Rejected.because(INVALID)),
            row("add_lead NOT AN ALLOWED LIST ID", Rejected.because(LIST_NOT_ALLOWED)),
            row("add_lead NOT A DEFINED LIST ID", Rejected.because(UNKNOWN_LIST)),
            row("add_lead PHONE NUMBER IN DNC", Rejected.because(DNC)),
            row("add_lead PHONE NUMBER IN CAMPAIGN DNC", Rejected.because(DNC)),
            row("add_lead DUPLICATE PHONE NUMBER IN ", line -> duplicate(line, 2)),
            row("add_lead DUPLICATE TITLE ALT_PHONE IN ", line -> duplicate(line, 3)),
            row("add_lead DUPLICATE NAME PHONE IN ", line -> duplicate(line, 4)),
            row("add_lead LEAD HAS NOT BEEN ADDED", new Failed("lead not added", false)),
            // Lines of our own gateway that the document does not have.
            row("add_lead NO DECISION IN TIME", new Unknown("no decision in time")),
            row("add_lead SYSTEM NOT CONFIGURED", new Failed("not configured", false)),
            row("add_lead INVALID DUPLICATE CHECK", Rejected.because(INVALID)),
            row("add_lead INVALID CALLBACK DATETIME", Rejected.because(INVALID)),
            row("add_lead INVALID DELAY", Rejected.because(INVALID)),
            row("add_lead ENTRY LIST ID NOT ALLOWED", Rejected.because(INVALID)),
            row("add_lead CUSTOM FIELDS NOT ADDED", Rejected.because(REFUSED)),
            row("add_lead CAMPAIGN NOT VALID", Rejected.because(REFUSED)),
            row("add_lead LEAD TYPE NOT VALID", Rejected.because(REFUSED)),
            row("add_lead VENDOR NOT VALID", Rejected.because(REFUSED)));

    /** The notices that are kept with an accepted lead, by their fixed words. */
    static final List<String> NOTICES = List.of(
            "ADDED TO HOPPER",
            "NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME",
            "CUSTOM FIELDS VALUES ADDED",
            "CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED",
            "CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST",
            "CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED",
            "CUSTOM FIELDS NOT ADDED, NO FIELDS TO UPDATE DEFINED",
            "MULTI-ALT-PHONE NUMBERS LOADED",
            "SCHEDULED CALLBACK ADDED",
            "SCHEDULED CALLBACK NOT ADDED, USER NOT VALID",
            "SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID",
            "NANPA options disabled, NANPA prefix data not loaded");

    private CrocoReplies() {}

    /** Every statement of a body, wherever it stands: several may share a line, and raw text may stand in front. */
    static List<Line> lines(String body) {
        List<Line> lines = new ArrayList<>();
        Matcher kind = KIND.matcher(body);
        boolean found = kind.find();
        while (found) {
            String name = kind.group(1);
            int from = kind.end();
            found = kind.find();
            String rest = body.substring(from, found ? kind.start() : body.length());
            lines.add(line(name, rest.lines().findFirst().orElse("").strip()));
        }
        return lines;
    }

    /** The known words of every notice. */
    static List<String> notices(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.kind().equals("NOTICE"))
                .flatMap(line -> notice(line).stream())
                .toList();
    }

    /** The vendor's lead id of a SUCCESS line, by what was sent: {@code |user|list|ID|gmt} or {@code |list|ID|gmt|user}. */
    static Optional<String> leadId(Line added, String user, String list) {
        List<String> fields = added.fields();
        if (fields.size() < 4) {
            return Optional.empty();
        }
        boolean real = at(fields, 4).equals(user) && at(fields, 1).equals(list);
        boolean document = at(fields, 1).equals(user) && at(fields, 2).equals(list);
        if (!real && !document) {
            // The list was not sent, or not kept: the user alone tells.
            real = at(fields, 4).equals(user) && !at(fields, 1).equals(user);
            document = at(fields, 1).equals(user);
        }
        if (real) {
            return id(fields, 2);
        }
        return document ? id(fields, 3) : Optional.empty();
    }

    private static Line line(String kind, String text) {
        int dash = text.indexOf(" - ");
        if (dash < 0) {
            return new Line(kind, text, List.of());
        }
        List<String> fields = Stream.of(text.substring(dash + 3).split("\\|", -1))
                .map(String::strip)
                .toList();
        return new Line(kind, text.substring(0, dash), fields);
    }

    private static Optional<String> notice(Line line) {
        return NOTICES.stream()
                .filter(words -> line.words().equals("add_lead " + words))
                .findFirst();
    }

    private static Reply duplicate(Line line, int place) {
        return new Rejected(DUPLICATE, id(line.fields(), place), false);
    }

    private static Optional<String> id(List<String> fields, int place) {
        return Optional.of(at(fields, place)).filter(id -> LEAD_ID.matcher(id).matches());
    }

    private static String at(List<String> fields, int place) {
        return place < fields.size() ? fields.get(place) : "";
    }
}
