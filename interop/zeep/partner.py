"""Plays an operator and a provider with zeep; says of each step what came of it, as a line of JSON."""

from caller import GIVEN, Caller, code, report


def endpoint(token, day, pattern=GIVEN["PATTERN"], url=GIVEN["URL"]):
    return {
        "url": url,
        "namespaceUrl": GIVEN["NAMESPACE_URL"],
        "accessToken": token,
        "validDate": day,
        "whitelist": [pattern],
    }


def add(caller, *endpoints):
    return code(caller["AddServiceEndpoints"](operatorEndpointArray=list(endpoints)))


def add_endpoints(caller):
    today = endpoint(GIVEN["TOKEN_TODAY"], GIVEN["TODAY"])
    tomorrow = endpoint(GIVEN["TOKEN_TOMORROW"], GIVEN["TOMORROW"])
    day_after = endpoint(GIVEN["TOKEN_DAY_AFTER"], GIVEN["DAY_AFTER"])
    foreign = endpoint("never-taken", GIVEN["TODAY"], pattern=GIVEN["FOREIGN_PATTERN"])
    bad = endpoint("never-taken", GIVEN["TODAY"], url="http://plain.example")
    report("add-today", add(caller, today))
    report("add-tomorrow", add(caller, tomorrow))
    report("add-partly", add(caller, foreign, day_after))
    report("add-foreign", add(caller, foreign))
    report("add-bad-url", add(caller, bad))
    report("wrong-secret", add(Caller(GIVEN["OPERATOR"], "not-the-secret"), today))


def get_endpoints(caller):
    response = caller["GetServiceEndpoints"]()
    names = ("url", "namespaceUrl", "accessToken", "validDate", "whitelist")
    endpoints = [{name: one[name] for name in names} for one in response.operatorEndpointArray]
    report("get-endpoints", {"result": code(response), "endpoints": endpoints})


def state(caller, step, blacklist):
    stated = {
        "backendId": GIVEN["STATED_ID"],
        "url": GIVEN["STATED_URL"],
        "namespaceUrl": GIVEN["NAMESPACE_URL"],
        "token": [{"accessToken": GIVEN["TOKEN_STATED"], "validDate": GIVEN["TODAY"]}],
        "whitelist": [GIVEN["PATTERN"]],
        "blacklist": blacklist,
    }
    report(step, code(caller["UpdateOperatorBackendDefinition"](backendDefinition=[stated])))


def withdraw(caller):
    removed = [{"backendId": GIVEN["STATED_ID"]}]
    report("withdraw", code(caller["UpdateOperatorBackendDefinition"](removedBackendDefinition=removed)))


def get_updates(caller, step, **last_update):
    response = caller["GetOperatorBackendDefinitionUpdates"](**last_update)
    said = {
        "result": code(response),
        "isFullList": response.isFullList,
        "backends": [backend(one) for one in response.backendDefinition],
        "removed": [
            {"partnerId": one.partnerId, "backendId": one.backendId}
            for one in response.removedBackendDefinition
        ],
    }
    report(step, said, asOf=response.asOf.DateTime)
    return response.asOf


def backend(one):
    tokens = [{"accessToken": each.accessToken, "validDate": each.validDate} for each in one.token]
    return {"url": one.url, "tokens": tokens, "whitelist": one.whitelist, "blacklist": one.blacklist}


def provoke_fault(caller):
    fault = caller.call_unknown()
    detail = fault.detail.findtext(".//{urn:ochp-direct:registry:0.1}code")
    report("fault", {"code": fault.code.split(":")[-1], "detail": detail})


def main():
    operator = Caller(GIVEN["OPERATOR"], GIVEN["OPERATOR_SECRET"])
    provider = Caller(GIVEN["PROVIDER"], GIVEN["PROVIDER_SECRET"])
    report("import", sorted(operator.operations))
    add_endpoints(operator)
    get_endpoints(provider)
    state(operator, "state", [])
    as_of = get_updates(provider, "full-list")
    state(operator, "restate", [GIVEN["EXCEPTION"]])
    as_of = get_updates(provider, "delta", lastUpdate=as_of)
    withdraw(operator)
    get_updates(provider, "delta-of-removal", lastUpdate=as_of)
    provoke_fault(operator)


main()
