export { Register, type Restatement } from './register.js';
export { RegisterModule } from './register.module.js';
export { type ReadRegister, type RegisterPage, RegisterReader } from './register-reader.js';
export type { StatedRegister } from './stated-register.js';
