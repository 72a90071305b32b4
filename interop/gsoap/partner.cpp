// Plays an operator and a provider with gSOAP; says of each step what came of it, as a line of JSON.
#include "eCHS_OCHP_USCORE1_x002e4_direct.nsmap"
#include "provoke-fault.hpp"
#include "report.hpp"

ns1__OperatorEndpoint endpoint(const std::string &token, const std::string &day) {
  ns1__OperatorEndpoint one;
  one.url = given("URL");
  one.namespaceUrl = given("NAMESPACE_URL");
  one.accessToken = token;
  one.validDate = day;
  one.whitelist = {given("PATTERN")};
  return one;
}

std::string add(Caller &caller, const std::vector<ns1__OperatorEndpoint *> &endpoints) {
  ns1__AddServiceEndpointsRequest request;
  request.operatorEndpointArray = endpoints;
  ns1__AddServiceEndpointsResponse response;
  caller.call(&Proxy::AddServiceEndpoints, request, response);
  return code(caller, response.result);
}

void addEndpoints(Caller &caller) {
  auto today = endpoint(given("TOKEN_TODAY"), given("TODAY"));
  auto tomorrow = endpoint(given("TOKEN_TOMORROW"), given("TOMORROW"));
  auto dayAfter = endpoint(given("TOKEN_DAY_AFTER"), given("DAY_AFTER"));
  auto foreign = endpoint("never-taken", given("TODAY"));
  foreign.whitelist = {given("FOREIGN_PATTERN")};
  auto bad = endpoint("never-taken", given("TODAY"));
  bad.url = "http://plain.example";
  report("add-today", add(caller, {&today}));
  report("add-tomorrow", add(caller, {&tomorrow}));
  report("add-partly", add(caller, {&foreign, &dayAfter}));
  report("add-foreign", add(caller, {&foreign}));
  report("add-bad-url", add(caller, {&bad}));
  Caller stranger(given("OPERATOR"), "not-the-secret");
  report("wrong-secret", add(stranger, {&today}));
}

void getEndpoints(Caller &caller) {
  ns1__GetServiceEndpointsRequest request;
  ns1__GetServiceEndpointsResponse response;
  caller.call(&Proxy::GetServiceEndpoints, request, response);
  report("get-endpoints", object({{"result", code(caller, response.result)},
                                  {"endpoints", list(response.operatorEndpointArray, endpointSaid)}}));
}

std::string update(Caller &caller, _ns2__UpdateOperatorBackendDefinitionRequest &request) {
  ns2__UpdateResponse response;
  caller.call(&Proxy::UpdateOperatorBackendDefinition, request, response);
  return code(caller, response.result);
}

void state(Caller &caller, const std::string &step, const std::vector<std::string> &blacklist) {
  std::string backendId = given("STATED_ID");
  ns2__DailyToken token;
  token.accessToken = given("TOKEN_STATED");
  token.validDate = given("TODAY");
  ns2__OwnOperatorBackendDefinition stated;
  stated.backendId = &backendId;
  stated.url = given("STATED_URL");
  stated.namespaceUrl = given("NAMESPACE_URL");
  stated.token = {&token};
  stated.whitelist = {given("PATTERN")};
  stated.blacklist = blacklist;
  _ns2__UpdateOperatorBackendDefinitionRequest request;
  request.backendDefinition = {&stated};
  report(step, update(caller, request));
}

void withdraw(Caller &caller) {
  std::string backendId = given("STATED_ID");
  ns2__OwnBackendIdentity removed;
  removed.backendId = &backendId;
  _ns2__UpdateOperatorBackendDefinitionRequest request;
  request.removedBackendDefinition = {&removed};
  report("withdraw", update(caller, request));
}

std::string getUpdates(Caller &caller, const std::string &step, const std::string &lastUpdate = "") {
  ns2__DateTimeType moment;
  moment.DateTime = lastUpdate;
  ns2__GetUpdatesRequest request;
  if (!lastUpdate.empty()) request.lastUpdate = &moment;
  _ns2__GetOperatorBackendDefinitionUpdatesResponse response;
  caller.call(&Proxy::GetOperatorBackendDefinitionUpdates, request, response);
  if (!response.asOf || !response.isFullList) throw std::runtime_error("no asOf or no isFullList came");
  report(step,
         object({{"result", code(caller, response.result)},
                 {"isFullList", *response.isFullList ? "true" : "false"},
                 {"backends", list(response.backendDefinition, backendSaid)},
                 {"removed", list(response.removedBackendDefinition, removedSaid)}}),
         response.asOf->DateTime);
  return response.asOf->DateTime;
}

int main() try {
  Caller oper(given("OPERATOR"), given("OPERATOR_SECRET"));
  Caller provider(given("PROVIDER"), given("PROVIDER_SECRET"));
  addEndpoints(oper);
  getEndpoints(provider);
  state(oper, "state", {});
  std::string asOf = getUpdates(provider, "full-list");
  state(oper, "restate", {given("EXCEPTION")});
  asOf = getUpdates(provider, "delta", asOf);
  withdraw(oper);
  getUpdates(provider, "delta-of-removal", asOf);
  provokeFault(oper);
} catch (const std::exception &mishap) {
  std::cerr << mishap.what() << std::endl;
  return 1;
}
