export { serveSoap } from './serve-soap.js';
export { SoapModule } from './soap.module.js';
