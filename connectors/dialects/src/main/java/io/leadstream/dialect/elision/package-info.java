/**
 * The Elision API 1.1 (source {@code 003_a1483199de05c880.txt}): {@code add_lead}, {@code add_multi_lead}, {@code manual_dial}.
 *
 * <p>What the source leaves open, as {@code rulings.md} settles it or, where that is silent, as judged here:
 *
 * <h2>Inbound</h2>
 * <ul>
 *   <li>Checked in this order, and the first that fails answers: method (405), action, login, permission; then source,
 *       {@code custom_fields}, {@code multi_leads}; then of each lead card verification codes
 *       (a message of ours, however deep the code is), phone and list. Every answer is status 200 but those that
 *       tell a client to come again (429, 503) and a method that is neither GET nor POST. Backslashes in the source's
 *       messages ({@code add\_lead}) and its line breaks are scraps of conversion, as is the end of an answer behind error 12
 *       of {@code add_multi_lead}, whose beginning is lost.
 *   <li>GET reads the query; POST reads query and form, and a form's value wins. Names are read as written, {@code Y} and
 *       {@code YES} in any case. {@code user} and {@code pass} are parameters; without a {@code user}, HTTP Basic.
 *   <li>{@code add_lead} with {@code multi_leads} and no {@code phone_number} is {@code add_multi_lead}.
 *   <li>A phone has digits only: what holds anything else is not valid, before its length is looked at. A list id is
 *       measured first (3-14 characters); what is then no number, is not the account's, or is not defined does not exist
 *       for it. An absent list is 999, a blank one the documented error; anything else blank is absent.
 *   <li>A source of one character is refused in {@code add_multi_lead} alone, as documented; longer than 20 is cut.
 *   <li>{@code multi_leads} is an array of objects, whose values may be texts or numbers. No array, or an element that is
 *       no object, is the JSON syntax error, as is an empty array. {@code source} and {@code custom_fields} are the call's,
 *       whatever a lead says. If every lead is bad, nothing is offered and the per-lead answers go out at once.
 *   <li>Values echo as given. {@code Prospects Id} is left out of an answer where none was given, as the samples do.
 *   <li>Numbers have the account's calling code; in a dial {@code phone_code} goes before it.
 *   <li>{@code manual_dial}: every starred parameter is required, in the pattern of the document's messages
 *       ({@code SEARCH IS REQUIRED}, {@code SEARCH IS NOT VALID}). An account that may not dial hears that the agent is not
 *       allowed. The vendor's answer comes as a code of {@link io.leadstream.dialect.DialReply}; a code that is none of the
 *       documented answers', or a decision without one, is never told as success.
 *   <li>Duplicates, do-not-call and what else the source has no words for: messages of ours in its pattern.
 * </ul>
 *
 * <h2>Outbound</h2>
 * <ul>
 *   <li>Always a POST form, so that leads and credentials stay out of access logs. Credentials {@code user} and {@code pass}.
 *       Settings: {@code source} (default leadstream), {@code list_id} (instead of the lead's), {@code auth} (parameters or
 *       basic; default parameters), {@code lead_url_parameter} (LeadformURL, as the samples have it and by default, or
 *       LeadfromURL, as the tables), {@code calling_code} (the vendor's own: numbers of another are sent with theirs in
 *       front, in digits; without it all are sent as given).
 *   <li>{@code custom_fields} is always Y. A list id that is not 3-12 digits is left out (the vendor's 999 holds), as are a
 *       mobile number that has not ten digits and a prospect id that is too long. {@code CustomerName} is made of its parts
 *       where a lead has no whole name. A phone of other than 6-16 digits is refused without sending.
 *   <li>The answer is read from the body, whatever the status: success is the text {@code "true"} or the truth, with the
 *       function's own words; success with others is {@code Unknown}. Where leads are numbered, the first is read.
 *       {@code CUSTOM FIELDS NOT ADDED …} says success false, so it is {@code Rejected(refused)}. An error that no document
 *       shows is {@code Failed}: nothing says that the lead is at fault.
 *   <li>With the setting {@code batch_size} (2 to 100) leads of one list go together as {@code add_multi_lead}; each has its own
 *       numbered entry in the answer. A lead without one is {@code Unknown} where others have theirs; an answer without
 *       numbers is everybody's, but a success is then nobody's for sure and so {@code Unknown}.
 *   <li>The answers to a dial are refusals whose reasons are the codes of {@link io.leadstream.dialect.DialReply}.
 *   <li>Nothing tells whether a vendor has a lead, so there is no verify.
 * </ul>
 */
package io.leadstream.dialect.elision;
