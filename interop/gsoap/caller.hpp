// The generated client, in the name of one partner, who shows who it is by HTTP Basic.
#pragma once
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include "soapeCHS_OCHP_USCORE1_x002e4_directProxy.h"

inline std::string given(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

using Proxy = eCHS_OCHP_USCORE1_x002e4_directProxy;

class Caller {
 public:
  Caller(std::string name, std::string secret)
      : name(std::move(name)),
        secret(std::move(secret)),
        address(given("ADDRESS")),
        proxy(address.c_str(), SOAP_C_UTFSTRING | SOAP_XML_STRICT) {
    context()->connect_timeout = context()->send_timeout = context()->recv_timeout = 20;
  }

  // Does one operation; gSOAP forgets after each who calls.
  template <typename Request, typename Response>
  void call(int (Proxy::*operation)(Request *, Response &), Request &request, Response &response) {
    showCredentials();
    if ((proxy.*operation)(&request, response) != SOAP_OK) throw std::runtime_error(mishap());
  }

  void showCredentials() {
    context()->userid = name.c_str();
    context()->passwd = secret.c_str();
  }

  soap *context() { return proxy.soap; }

 private:
  std::string mishap() {
    char text[1000];
    return soap_sprint_fault(context(), text, sizeof text);
  }

  const std::string name, secret, address;
  Proxy proxy;
};
