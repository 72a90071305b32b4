import type { Type } from '@nestjs/common';

/** Gives a controller that a factory made a name of its own: operation IDs are made of it. */
export function named(controller: Type, name: string): Type {
  Object.defineProperty(controller, 'name', { value: name.charAt(0).toUpperCase() + name.slice(1) });
  return controller;
}
