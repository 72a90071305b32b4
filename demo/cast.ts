/** A partner as the clearing house admits it. */
export interface Partner {
  readonly partnerId: string;
  readonly name: string;
  readonly operatorIds: readonly string[];
  readonly providerIds: readonly string[];
}

export const OPERATOR = operator('stadtwerke', 'Stadtwerke', 'DE*8AA');
export const OTHER_OPERATOR = operator('nordlicht', 'Nordlicht', 'DE*8AC');
export const PROVIDER = provider('emobil', 'eMobil', 'DE-9BB');
/** Is a provider as the other one is, but no operator ever lets it in. */
export const STRANGER = provider('weitfahrt', 'Weitfahrt', 'DE-9CD');

export const CAST = [OPERATOR, OTHER_OPERATOR, PROVIDER, STRANGER];

/** A charge point of the operator's, and one of the other operator's. */
export const EVSE_ID = 'DE*8AA*E45B*78C';
export const OTHER_EVSE_ID = 'DE*8AC*E0001';
/** A customer of the provider's. */
export const CONTRACT_ID = 'DE-9BB-CA2B3C4D5-N';

function operator(partnerId: string, name: string, operatorId: string): Partner {
  return { partnerId, name, operatorIds: [operatorId], providerIds: [] };
}

function provider(partnerId: string, name: string, providerId: string): Partner {
  return { partnerId, name, operatorIds: [], providerIds: [providerId] };
}
