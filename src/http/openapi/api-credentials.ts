import { applyDecorators } from '@nestjs/common';
import { ApiBasicAuth, ApiBearerAuth } from '@nestjs/swagger';

/** Either scheme will do. */
export function ApiCredentials(): ClassDecorator {
  return applyDecorators(ApiBasicAuth(), ApiBearerAuth());
}
