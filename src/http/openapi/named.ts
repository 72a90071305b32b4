import type { Type } from '@nestjs/common';

/**
 * Gives a controller that a factory made a name of its own: operation IDs are made of it.
 * @param name in kebab-case, `own-operator-backends-controller`
 */
export function named(controller: Type, name: string): Type {
  const value = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  Object.defineProperty(controller, 'name', { value });
  return controller;
}
