export { requireActing, requireRole, suspended } from './acting-partner.js';
export { AdmissionsService } from './admissions.service.js';
export { PARTNER_ID, type PartnerId, isPartnerId } from './partner-id.js';
export { type Partner, PartnerReader } from './partner-reader.js';
export { type PartnerApplication, type PartnerChange, PartnersService } from './partners.service.js';
export { PartnersModule } from './partners.module.js';
export { PARTY_ID, PARTY_ID_LENGTH, type PartyId, toPartyId } from './party-id.js';
export { ROLES, type Role } from './role.js';
