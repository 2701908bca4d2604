/**
 * Croco-dial's Load Lead API, which is VICIdial's {@code add_lead} (source {@code 001_84572149281148be.txt}).
 *
 * <p>What the source leaves open, as {@code rulings.md} settles it or, where that is silent, as judged here:
 *
 * <h2>Inbound</h2>
 * <ul>
 *   <li>Checked in this order, and the first that fails answers: function, source, login, permission, card verification
 *       codes (a line of ours; JSON in a custom value is looked into), list allowed, phone length, {@code duplicate_check}, {@code entry_list_id} beside custom fields, callback date-time. What needs data
 *       (list defined, phone facts, do-not-call, duplicates) is decided behind the gateway, in the order of the pipeline.
 *   <li>GET reads the query; POST reads query and form, and a form's value wins over a query's. Every answer is status
 *       200 but those that tell a client to come again (429, 503) and a method that is neither (405).
 *   <li>{@code phone_number} is reduced to its digits, and that is what answers echo. {@code alt_phone} is kept as given
 *       while it fits its 12 characters, else reduced to digits first: cutting punctuated numbers would cut digits.
 *   <li>{@code phone_code} absent: the account's calling code, which is 1 where nothing is configured.
 *   <li>{@code list_id} keeps its digits only, as the real one does. One without a digit is given but names no list:
 *       {@code NOT AN ALLOWED LIST ID}.
 *   <li>Y/N settings are read in any case; anything else is the default, and noted. {@code hopper_priority} is brought
 *       into -99..99, as the real one does, and counts only with {@code add_to_hopper=Y}.
 *   <li>{@code duplicate_check} is read in any case. The same check twice is harmless.
 *   <li>{@code entry_list_id} with {@code custom_fields=Y}: an ERROR line of ours, nothing saved.
 *   <li>With {@code custom_fields=Y} every parameter that the document does not name is a custom value (at most 100);
 *       without, unknown parameters are ignored.
 *   <li>{@code multi_alt_phones}: an entry without a digit is skipped and noted; an empty code or note is absent.
 *   <li>A callback's user matters for USERONLY alone, and is then one of the account's users, or an agent
 *       that a vendor reported, which the pipeline knows.
 *       {@code callback_type} other than USERONLY is ANYONE.
 *   <li>In the notice of a callback, NOW and xDAYS are shown as the time they mean, in the account's zone.
 *   <li>Values are echoed as given, line breaks as blanks, so that no value can forge a line.
 *   <li>NOTICE lines follow the SUCCESS line, each on its own line, in the document's order.
 * </ul>
 *
 * <h2>Outbound</h2>
 * <ul>
 *   <li>Always a POST form. Settings of the vendor: {@code source} (default leadstream), {@code campaign_parameter}
 *       (default campaign_id), {@code list_id}, {@code campaign}, {@code forward_duplicate_checks} (default false).
 *       Credentials {@code user} and {@code pass}.
 *   <li>{@code vendor_lead_code} is our lead id, which is how a lead is found again at the vendor; the producer's own code
 *       stays behind, and a note says so.
 *   <li>An alternate number that does not fit is left out, as state and postal code are: a shortened number is another
 *       person's. A list id that is not 3-12 digits is left out.
 *   <li>A callback has waited for its time in our hold, so it is sent as NOW; its campaign is the one that is sent.
 *   <li><b>Verify</b> means: add again with DUPLIST. With one call in flight per phone, a duplicate in the same list on
 *       such an attempt is taken to be the attempt before, and the reply says {@code ours}. The answer itself cannot prove
 *       it (it carries no {@code vendor_lead_code}): an older lead of the same phone in the same list looks the same.
 *       Without verify nothing is {@code ours}, and our own duplicate checks are not forwarded unless the setting asks,
 *       since the real one's are slow and know other windows ({@code vicidial-notes.md}).
 *   <li>Answers are read statement by statement, wherever in the body they stand and whatever the status: the document
 *       puts several on one line, the real one glues text in front. A SUCCESS statement wins over everything. The lead's
 *       id is found by the known user and list, so that the document's order of fields and the real one's both read.
 *   <li>A notice without SUCCESS, or a SUCCESS that was cut off, is {@code Unknown}; an empty 500 is {@code Failed}.
 *       An ERROR that no document shows is {@code Failed}: nothing says that the lead is at fault.
 *   <li>{@code NO DECISION IN TIME} is our own gateway's answer, which may have the lead: {@code Unknown}.
 * </ul>
 */
package io.leadstream.dialect.croco;
