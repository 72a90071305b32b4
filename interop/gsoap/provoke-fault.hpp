// gSOAP sends what the contract has only; so this envelope is put together by hand.
#pragma once
#include "report.hpp"

inline bool sendUnknownOperation(soap *context) {
  const std::string address = given("ADDRESS");
  soap_begin(context);
  soap_set_version(context, 1);
  soap_set_omode(context, SOAP_IO_STORE);
  context->encodingStyle = nullptr;
  return soap_connect(context, address.c_str(), "") == SOAP_OK && soap_envelope_begin_out(context) == SOAP_OK &&
         soap_body_begin_out(context) == SOAP_OK &&
         soap_element_begin_out(context, "ns1:NoSuchRequest", 0, nullptr) == SOAP_OK &&
         soap_element_end_out(context, "ns1:NoSuchRequest") == SOAP_OK &&
         soap_body_end_out(context) == SOAP_OK && soap_envelope_end_out(context) == SOAP_OK &&
         soap_end_send(context) == SOAP_OK;
}

inline bool receiveFault(soap *context) {
  return soap_begin_recv(context) == SOAP_OK && soap_envelope_begin_in(context) == SOAP_OK &&
         soap_recv_header(context) == SOAP_OK && soap_body_begin_in(context) == SOAP_OK &&
         soap_recv_fault(context, 1) == SOAP_FAULT;
}

inline void provokeFault(Caller &caller) {
  soap *context = caller.context();
  caller.showCredentials();
  if (!sendUnknownOperation(context) || !receiveFault(context)) throw std::runtime_error("no fault came");
  const std::string faultCode = *soap_faultcode(context);
  const SOAP_ENV__Detail *detail = context->fault->detail;
  if (!detail || detail->__type != SOAP_TYPE__ns2__faultDetail) throw std::runtime_error("no faultDetail came");
  const auto *faultDetail = static_cast<const _ns2__faultDetail *>(detail->fault);
  const std::string localCode = faultCode.substr(faultCode.find(':') + 1);
  report("fault", object({{"code", quoted(localCode)}, {"detail", quoted(faultDetail->code)}}));
}
