import { IsArray, IsString, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { type Partner, PARTNER_ID } from '../../partners/index.js';

/** A partner with its IDs, as staff and as it itself see it. */
export abstract class DescribedPartner {
  @Matches(PARTNER_ID)
  @JSONSchema({ description: 'the name of the partner in the registry' })
  partnerId!: string;

  @IsString()
  @JSONSchema({ description: 'the name of the company' })
  name!: string;

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the operator IDs it owns, without separators' })
  operatorIds!: string[];

  @IsString({ each: true })
  @IsArray()
  @JSONSchema({ description: 'the provider IDs it owns, without separators' })
  providerIds!: string[];
}

export function describePartner({ partnerId, name, ids }: Partner): DescribedPartner {
  return { partnerId, name, operatorIds: [...ids.operator], providerIds: [...ids.provider] };
}
