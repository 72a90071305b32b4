export { SOAP_PATH } from './endpoint-address.js';
export { serveSoap } from './serve-soap.js';
export { SoapModule } from './soap.module.js';
