package io.leadstream.dialect;

import io.leadstream.schema.DncCheck;
import io.leadstream.schema.Gender;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.TimeZoneMethod;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Each part of a lead, and of what is wanted done with it, that is one text: how to get it and how to set it.
 *
 * <p>A part's text is dialect-free: {@code MALE}, {@code true}, {@code GB}, {@code 1980-02-03}. A room's {@link FieldTable}
 * says what a vendor calls the part and, with a {@link Codec}, how the vendor writes it. A part that holds its default is
 * absent. Lists, callbacks and the card are no texts; the rooms that know them read them themselves.
 */
@SuppressWarnings("ImmutableEnumChecker") // method references hold no state
public enum LeadField {
    PHONE(Lead::getPhone, Lead.Builder::setPhone),
    CALLING_CODE(Lead::getCallingCode, Lead.Builder::setCallingCode),
    ALT_PHONE(Lead::getAltPhone, Lead.Builder::setAltPhone),
    TITLE(Lead::getTitle, Lead.Builder::setTitle),
    FIRST_NAME(Lead::getFirstName, Lead.Builder::setFirstName),
    MIDDLE_INITIAL(Lead::getMiddleInitial, Lead.Builder::setMiddleInitial),
    LAST_NAME(Lead::getLastName, Lead.Builder::setLastName),
    FULL_NAME(Lead::getFullName, Lead.Builder::setFullName),
    COMPANY(Lead::getCompany, Lead.Builder::setCompany),
    GENDER(
            lead -> given(lead.getGender() != Gender.UNKNOWN, lead.getGender().name()),
            (lead, text) -> lead.setGender(Gender.valueOf(text))),
    DATE_OF_BIRTH(Lead::getDateOfBirth, Lead.Builder::setDateOfBirth),
    EMAIL(Lead::getEmail, Lead.Builder::setEmail),
    ADDRESS1(Lead::getAddress1, Lead.Builder::setAddress1),
    ADDRESS2(Lead::getAddress2, Lead.Builder::setAddress2),
    ADDRESS3(Lead::getAddress3, Lead.Builder::setAddress3),
    CITY(Lead::getCity, Lead.Builder::setCity),
    STATE(Lead::getState, Lead.Builder::setState),
    PROVINCE(Lead::getProvince, Lead.Builder::setProvince),
    POSTAL_CODE(Lead::getPostalCode, Lead.Builder::setPostalCode),
    COUNTRY(Lead::getCountry, Lead.Builder::setCountry),
    BILLING_ADDRESS1(Lead::getBillingAddress1, Lead.Builder::setBillingAddress1),
    BILLING_CITY(Lead::getBillingCity, Lead.Builder::setBillingCity),
    BILLING_STATE(Lead::getBillingState, Lead.Builder::setBillingState),
    BILLING_POSTAL_CODE(Lead::getBillingPostalCode, Lead.Builder::setBillingPostalCode),
    BILLING_COUNTRY(Lead::getBillingCountry, Lead.Builder::setBillingCountry),

    LIST_ID(Lead::getListId, Lead.Builder::setListId),
    LIST_NAME(Lead::getListName, Lead.Builder::setListName),
    CAMPAIGN(Lead::getCampaign, Lead.Builder::setCampaign),
    TYPE(Lead::getType, Lead.Builder::setType),
    SUBTYPE(Lead::getSubtype, Lead.Builder::setSubtype),
    ENTRY_LIST_ID(Lead::getEntryListId, Lead.Builder::setEntryListId),

    SOURCE(Lead::getSource, Lead.Builder::setSource),
    SOURCE_ID(Lead::getSourceId, Lead.Builder::setSourceId),
    VENDOR_LEAD_CODE(Lead::getVendorLeadCode, Lead.Builder::setVendorLeadCode),
    PRODUCER_LEAD_ID(Lead::getProducerLeadId, Lead.Builder::setProducerLeadId),
    OFFER_ID(Lead::getOfferId, Lead.Builder::setOfferId),
    AFFILIATE_ID(Lead::getAffiliateId, Lead.Builder::setAffiliateId),
    SUB_AFFILIATE_ID(Lead::getSubAffiliateId, Lead.Builder::setSubAffiliateId),
    IP(Lead::getIp, Lead.Builder::setIp),
    HOSTNAME(Lead::getHostname, Lead.Builder::setHostname),
    BROWSER(Lead::getBrowser, Lead.Builder::setBrowser),
    REFERER(Lead::getReferer, Lead.Builder::setReferer),
    LEAD_URL(Lead::getLeadUrl, Lead.Builder::setLeadUrl),
    PRODUCT_NAME(Lead::getProductName, Lead.Builder::setProductName),

    PROSPECT_ID(Lead::getProspectId, Lead.Builder::setProspectId),
    ORDER_ID(Lead::getOrderId, Lead.Builder::setOrderId),
    CRM_CAMPAIGN_ID(Lead::getCrmCampaignId, Lead.Builder::setCrmCampaignId),
    CRM_CAMPAIGN_NAME(Lead::getCrmCampaignName, Lead.Builder::setCrmCampaignName),
    CRM_PRODUCT_ID(Lead::getCrmProductId, Lead.Builder::setCrmProductId),
    CRM_PRODUCT_NAME(Lead::getCrmProductName, Lead.Builder::setCrmProductName),
    CRM_AMOUNT(Lead::getCrmAmount, Lead.Builder::setCrmAmount),

    MOBILE(Lead::getMobile, Lead.Builder::setMobile),
    ENQUIRY_SOURCE(Lead::getEnquirySource, Lead.Builder::setEnquirySource),
    ENQUIRY_TYPE(Lead::getEnquiryType, Lead.Builder::setEnquiryType),
    ENQUIRY_ID(Lead::getEnquiryId, Lead.Builder::setEnquiryId),
    WEB_ENQUIRY_NUMBER(Lead::getWebEnquiryNumber, Lead.Builder::setWebEnquiryNumber),
    LEAD_SOURCE(Lead::getLeadSource, Lead.Builder::setLeadSource),
    LEAD_SUB_SOURCE(Lead::getLeadSubSource, Lead.Builder::setLeadSubSource),
    CUSTOM_FIELD1(Lead::getCustomField1, Lead.Builder::setCustomField1),
    CUSTOM_FIELD2(Lead::getCustomField2, Lead.Builder::setCustomField2),

    SECURITY_PHRASE(Lead::getSecurityPhrase, Lead.Builder::setSecurityPhrase),
    COMMENTS(Lead::getComments, Lead.Builder::setComments),
    RANK(Lead::getRank, Lead.Builder::setRank),
    OWNER(Lead::getOwner, Lead.Builder::setOwner),
    GMT_OFFSET(Lead::getGmtOffset, Lead.Builder::setGmtOffset),
    DATA(Lead::getData, Lead.Builder::setData),

    DNC_CHECK(dnc(LeadSettings::getDncCheck, LeadSettings.Builder::setDncCheck)),
    CAMPAIGN_DNC_CHECK(dnc(LeadSettings::getCampaignDncCheck, LeadSettings.Builder::setCampaignDncCheck)),
    PREFIX_CHECK(flag(LeadSettings::getPrefixCheck, LeadSettings.Builder::setPrefixCheck)),
    AREA_CODE_CHECK(flag(LeadSettings::getAreaCodeCheck, LeadSettings.Builder::setAreaCodeCheck)),
    NANPA_CHECK(flag(LeadSettings::getNanpaCheck, LeadSettings.Builder::setNanpaCheck)),
    LIST_EXISTS_CHECK(flag(LeadSettings::getListExistsCheck, LeadSettings.Builder::setListExistsCheck)),
    LOOKUP_STATE(flag(LeadSettings::getLookupState, LeadSettings.Builder::setLookupState)),
    LOCAL_CALL_TIME_CHECK(flag(LeadSettings::getLocalCallTimeCheck, LeadSettings.Builder::setLocalCallTimeCheck)),
    ADD_TO_HOPPER(flag(LeadSettings::getAddToHopper, LeadSettings.Builder::setAddToHopper)),
    CUSTOM_FIELDS(flag(LeadSettings::getCustomFields, LeadSettings.Builder::setCustomFields)),
    TIME_ZONE_METHOD(
            lead -> given(
                    lead.getSettings().getTimeZoneMethod() != TimeZoneMethod.PHONE,
                    lead.getSettings().getTimeZoneMethod().name()),
            (lead, text) -> lead.getSettingsBuilder().setTimeZoneMethod(TimeZoneMethod.valueOf(text))),
    PRIORITY(
            lead -> given(
                    lead.getSettings().getPriority() != 0,
                    Integer.toString(lead.getSettings().getPriority())),
            (lead, text) -> lead.getSettingsBuilder().setPriority(Integer.parseInt(text))),
    DELAY_SECONDS(
            lead -> given(
                    lead.getSettings().getDelaySeconds() != 0,
                    Long.toString(lead.getSettings().getDelaySeconds())),
            (lead, text) -> lead.getSettingsBuilder().setDelaySeconds(Long.parseLong(text)));

    private final Function<Lead, Optional<String>> getter;
    private final BiConsumer<Lead.Builder, String> setter;

    LeadField(Function<Lead, Optional<String>> getter, BiConsumer<Lead.Builder, String> setter) {
        this.getter = getter;
        this.setter = setter;
    }

    LeadField(Part part) {
        this(part.getter, part.setter);
    }

    /** The part's text; nothing if it is absent, blank or its default. */
    public Optional<String> of(Lead lead) {
        return getter.apply(lead).filter(text -> !text.isBlank());
    }

    /**
     * Sets the part.
     *
     * @throws IllegalArgumentException if the text is none of the part's, which a {@link Codec} sees to
     */
    public void set(Lead.Builder lead, String text) {
        setter.accept(lead, text);
    }

    private record Part(Function<Lead, Optional<String>> getter, BiConsumer<Lead.Builder, String> setter) {}

    private static Part flag(Function<LeadSettings, Boolean> getter, BiConsumer<LeadSettings.Builder, Boolean> setter) {
        return new Part(
                lead -> given(getter.apply(lead.getSettings()), "true"),
                (lead, text) -> setter.accept(lead.getSettingsBuilder(), Boolean.parseBoolean(text)));
    }

    private static Part dnc(
            Function<LeadSettings, DncCheck> getter, BiConsumer<LeadSettings.Builder, DncCheck> setter) {
        return new Part(
                lead -> given(
                        getter.apply(lead.getSettings()) != DncCheck.NONE,
                        getter.apply(lead.getSettings()).name()),
                (lead, text) -> setter.accept(lead.getSettingsBuilder(), DncCheck.valueOf(text)));
    }

    private static Optional<String> given(boolean given, String text) {
        return given ? Optional.of(text) : Optional.empty();
    }
}
