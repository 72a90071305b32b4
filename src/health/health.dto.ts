import { IsIn, IsObject } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PublishedSchema } from '../http/json-schema/index.js';

const PART = {
  type: 'object' as const,
  required: ['status'],
  properties: { status: { type: 'string' as const, enum: ['up', 'down'] } },
};

/** As Terminus answers: the form that tools for health checks know. */
@PublishedSchema('health')
@JSONSchema({ description: 'All is well. What is not is told by a problem.' })
export class Health {
  @IsIn(['ok'])
  @JSONSchema({ description: 'how it is on the whole' })
  status!: 'ok';

  @IsObject()
  @JSONSchema({ description: 'the parts that are well', additionalProperties: PART })
  info!: object;

  @IsObject()
  @JSONSchema({ description: 'the parts that are not: none', additionalProperties: PART })
  error!: object;

  @IsObject()
  @JSONSchema({ description: 'all parts', additionalProperties: PART })
  details!: object;
}
