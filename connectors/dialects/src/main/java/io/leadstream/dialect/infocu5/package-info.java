/**
 * INFOCU5's affiliate Dialer API 3.1 (source {@code 002_2daa33e0d27fd676.txt}).
 *
 * <p>What the source leaves open, as {@code rulings.md} settles it or, where that is silent, as judged here:
 *
 * <h2>addLeads: our reading</h2>
 * <p>The source names {@code addLeads} and shows neither request nor answer. Ours: {@code campaignID}, {@code listID} and
 * {@code leads}, an array of objects with the fields that {@code getCampaigns} lists, beside the three standard fields. The
 * answer has code 1 when the request was processed, and {@code responseDetails} with one entry per lead in order:
 * {@code leadID} (a text; empty where there is none), {@code responseCode}, {@code responseMessage}. An entry's code is one of
 * the documented: 1; 80 where the lead is refused, 340 where its campaign or list is, 900 where we are at fault; its
 * message says why.
 *
 * <h2>Inbound</h2>
 * <ul>
 *   <li>Checked in this order: method (405), JSON (80), credentials (100), function (800; also one that the account may not
 *       call), the function's own fields (80), campaign and list allowed (340). All else is status 200, but too many
 *       requests, which is 429 with code 900.
 *   <li>JSON is read strictly, but a trailing comma is forgiven. Ids may be texts or numbers.
 *   <li>{@code campaignID}, {@code listID} (digits) and at least one lead are required: 80. The list decides the routing;
 *       whether it is the campaign's own is not asked.
 *   <li>A lead that is no object, lacks a phone of 6-16 digits without letters, holds an array or object where a text
 *       belongs, or sends a card's verification code gets its own entry with 80, beside good ones. No lengths are documented,
 *       none are checked. A country or gender that nobody knows is left out and noted.
 *   <li>{@code leadProductList} is an array of texts, or one text with commas.
 *   <li>{@code leadCCNumber} is sealed before it is in an event (see {@link io.leadstream.dialect.CardNumber}). Where it
 *       cannot be, or is not 12-19 digits with or without blanks and dashes, it is dropped; the decision notes it and the
 *       entry's message says so. A verification code beside the leads is 80 for the whole request.
 *   <li>{@code getAgents}, {@code getCalls} and {@code getCampaigns} answer from
 *       {@link io.leadstream.dialect.Reports}, which {@link io.leadstream.dialect.Intake#reports} brings; without any, with
 *       the documented codes for nothing (341, 340, 340). They answer as the examples show: {@code campaignProducts} with
 *       {@code listMapping}, calls as an object keyed by call id. Two vendors' calls of the same id: the later one's
 *       key has its vendor in front. Durations are HH:MM:SS, dates in GMT.
 *   <li>{@code showAll} is y or n in any case; dates need their offset, and both ends count in. {@code filterAgents} are ids;
 *       calls know names, so a call matches by the name of an agent of its vendor.
 *   <li>No decision in time is 900 with status 200, since clients of this API look at codes; {@code responseDetails} says
 *       which error it was.
 * </ul>
 *
 * <h2>Outbound</h2>
 * <ul>
 *   <li>{@code addLeads} of one lead. Credentials {@code affiliateID} and {@code affiliateKey}. Settings: {@code campaign_id}
 *       and {@code list_id} (instead of the lead's), {@code calling_code} (the vendor's own: numbers of another are sent as
 *       E.164 with a plus; without it in digits as given). Without campaign, list or phone it is refused without sending.
 *       Countries are sent as alpha-2, gender as M or F, products as an array. {@code leadCCNumber} is
 *       sent where the vendor's mapping names {@code card}; one that cannot be opened is left out and noted.
 *   <li>Read: outer code 1, then the first entry of {@code responseDetails}, an array or an object; code 1 without details is
 *       accepted without an id, with details that hold no entry it is {@code Unknown}. Codes may be texts. An outer 80 or 800
 *       says that our request is at fault, not the lead: {@code Failed}. 100 is a refused login, which stops. 900 is
 *       {@code Failed}, but {@code Unknown} where our own gateway says that no decision came in time.
 *   <li>Nothing tells whether a vendor has a lead, so there is no verify.
 *   <li>{@code getAgents}, {@code getCalls} and {@code getCampaigns} are asked with {@code showAll} y (setting {@code show_all})
 *       and read in both shapes that the source has: calls as an object keyed by call id or an array with {@code callID};
 *       lists of a campaign as {@code campaignProducts} or {@code campaignLists}, with or without {@code listMapping}. Codes 340
 *       and 341 are answers that hold nothing. A date without an offset is GMT, as the table says; durations are HH:MM:SS,
 *       MM:SS or seconds. A call without a usable id or date is left out and counted. Agents have the owner that the
 *       setting {@code owner} names.
 * </ul>
 */
package io.leadstream.dialect.infocu5;
