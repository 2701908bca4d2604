/**
 * The Partials IVR System's lead feed (source {@code 000_cd0a9381579b89af.txt}).
 *
 * <p>What the source leaves open, as {@code rulings.md} settles it or, where that is silent, as judged here:
 *
 * <h2>Inbound</h2>
 * <ul>
 *   <li>Checked in this order: method (405), {@code client_id}, card verification codes, permission, then all fields at
 *       once: the brackets of the failure line list everything that is wrong, joined by semicolons, and name fields, never
 *       values. Every answer is status 200 but a method other than POST (405) and those that say to come again (429, 503).
 *   <li>Functions of an account: {@code add} and {@code reject}, ours, since the source names none. Parameters are read
 *       from the query too; the form's win.
 *   <li>{@code client_id} alone is the login. {@code step} must be {@code first}, in that case.
 *   <li>{@code fields_phone} takes any punctuation but no letters, 6-16 digits. {@code country_code} is a dialing code with
 *       or without {@code +} or {@code 00}; 1 if absent, whatever the account says.
 *   <li>Too long is refused, as the failure line can say why. A ZIP+4 counts without its dash: that is what makes nine
 *       characters; nine digits are kept as ZIP+4.
 *   <li>Countries are English names, alpha-2 or alpha-3 codes, in any case, or what people write (UK, Holland). Another
 *       text is left out and noted.
 *   <li>{@code campaign_id} is numeric, 18 digits at most. {@code delay} is a whole number of minutes. {@code list_name} is
 *       read in any case; absent, it is TEST; another is refused. With the campaign it finds the list, behind the gateway.
 *   <li>{@code reject} other than {@code 1} is no withdrawal. A withdrawal needs phone, step, campaign and client, and means
 *       all leads of phone and campaign that are not yet called, whatever their list. The answer has the newest one's id.
 *   <li>{@code cc_number} is sealed before it is in an event (see {@link io.leadstream.dialect.CardNumber}). Where it cannot be,
 *       or is not 12-19 digits with or without blanks and dashes, it is dropped: the decision notes it, and the answer
 *       says so on a second line, so that the first stays the document's. CVV-like parameters are refused.
 * </ul>
 *
 * <h2>Outbound</h2>
 * <ul>
 *   <li>Always a POST form. Credential {@code client_id}. Settings: {@code campaign_id} (instead of the lead's; needed
 *       where leads come with campaigns that are not numeric), {@code list_name} (instead of the lead's).
 *   <li>A number that has not ten national digits, a lead without a numeric campaign, or an OC lead without its order is
 *       refused without sending. {@code country_code} is sent where the lead has one. A list name that the document does
 *       not have is left out: the vendor's TEST then holds.
 *   <li>A state or ZIP that does not fit is left out; countries are sent by their English name, as the field's 64
 *       characters suggest. {@code delay} is never sent: our hold has served it. {@code cc_number} is sent, in
 *       digits, where the vendor's mapping names {@code card}; one that cannot be opened is left out and noted.
 *   <li>Success reads with and without braces and quotes, whatever the status. The words of a failure are open; those that
 *       this room answers itself are told apart, and any other is {@code Rejected(refused)}: the line says that this lead
 *       failed, and the source has no other.
 *   <li>Whether the vendor has a lead after an unanswered call cannot be told, so there is no verify.
 * </ul>
 */
package io.leadstream.dialect.partials;
