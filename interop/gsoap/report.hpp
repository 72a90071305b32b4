// What the partner says of its steps.
#pragma once
#include <iostream>
#include "caller.hpp"
#include "json.hpp"

inline void report(const std::string &step, const std::string &said, const std::string &asOf = "") {
  Members members{{"step", quoted(step)}, {"said", said}};
  if (!asOf.empty()) members.push_back({"asOf", quoted(asOf)});
  std::cout << object(members) << std::endl;
}

inline std::string code(Caller &caller, const ns1__Result *result) {
  return quoted(soap__ns1__ResultCodeType_resultCode2s(caller.context(), result->resultCode->resultCode));
}

inline std::string strings(const std::vector<std::string> &texts) { return list(texts, quoted); }

inline std::string endpointSaid(const ns1__OperatorEndpoint *one) {
  return object({{"url", quoted(one->url)},
                 {"namespaceUrl", quoted(one->namespaceUrl)},
                 {"accessToken", quoted(one->accessToken)},
                 {"validDate", quoted(one->validDate)},
                 {"whitelist", strings(one->whitelist)}});
}

inline std::string tokenSaid(const ns2__DailyToken *token) {
  return object({{"accessToken", quoted(token->accessToken)}, {"validDate", quoted(token->validDate)}});
}

inline std::string backendSaid(const ns2__OperatorBackendDefinition *one) {
  return object({{"url", quoted(one->url)},
                 {"tokens", list(one->token, tokenSaid)},
                 {"whitelist", strings(one->whitelist)},
                 {"blacklist", strings(one->blacklist)}});
}

inline std::string removedSaid(const ns2__BackendIdentity *one) {
  return object({{"partnerId", quoted(one->partnerId)}, {"backendId", quoted(one->backendId)}});
}
