import { SetMetadata } from '@nestjs/common';

/** Metadata key for guards: what it marks is served without credentials. */
export const IS_PUBLIC = 'http:is-public';

/** Marks a controller or a handler that anybody may call. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(IS_PUBLIC, true);
