package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.VendorAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Infocu5 outbound: the three functions that ask (002_2daa33e0d27fd676.txt). */
final class Infocu5Questions {

    private Infocu5Questions() {}

    static Call ask(Question question, VendorAccount account) {
        ObjectNode body = Json.object()
                .put("affiliateID", account.credentials().getOrDefault("affiliateID", ""))
                .put("affiliateKey", account.credentials().getOrDefault("affiliateKey", ""));
        String all = account.settings().getOrDefault("show_all", "y");
        switch (question) {
            case Question.Agents agents ->
                body.put("dialerFunction", Infocu5.GET_AGENTS).put("showAll", all);
            case Question.Calls calls ->
                body.put("dialerFunction", Infocu5.GET_CALLS)
                        .put("dateStart", written(calls.from()))
                        .put("dateEnd", written(calls.to()));
            case Question.Campaigns campaigns ->
                body.put("dialerFunction", Infocu5.GET_CAMPAIGNS).put("showAll", all);
        }
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        return new Call("POST", Infocu5.PATH, "", Map.of("content-type", "application/json"), json);
    }

    private static String written(Instant time) {
        return Infocu5Lookups.GMT.format(time);
    }
}
