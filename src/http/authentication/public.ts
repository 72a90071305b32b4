import { SetMetadata } from '@nestjs/common';

const IS_PUBLIC = 'http:is-public';

/** Marks a controller or a handler that anybody may call. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(IS_PUBLIC, true);

/** Guards ask; what is public is served without credentials. */
export function isPublic(handler: object, controller: object): boolean {
  return [handler, controller].some((place) => Reflect.getMetadata(IS_PUBLIC, place) === true);
}
