import { Type } from 'class-transformer';
import { IsArray, IsIn, Matches, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { HEALTH_STATES, type HealthState } from '../../endpoint-health/index.js';
import { BackendIdentity } from '../../http/bodies/index.js';
import { PublishedSchema, UTC_TIMESTAMP } from '../../http/json-schema/index.js';
import { PageBody } from '../../http/paging/index.js';

@PublishedSchema('backend-health')
@JSONSchema({ description: 'How the endpoint of a definition is, and not why.' })
export class BackendHealth extends BackendIdentity {
  @IsIn(HEALTH_STATES, { each: true })
  @IsArray()
  @JSONSchema({ description: 'all that is wrong; or ok where nothing is known to be wrong' })
  states!: HealthState[];
}

@PublishedSchema('backend-health-page')
@JSONSchema({
  description: 'A page of the health of all definitions of one role that the caller may see, in their order.',
})
export class BackendHealthPage extends PageBody {
  @Matches(UTC_TIMESTAMP)
  @JSONSchema({ description: 'the state of the registry whose definitions these are' })
  asOf!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BackendHealth)
  @JSONSchema({ description: 'one entry for each definition' })
  items!: BackendHealth[];
}
