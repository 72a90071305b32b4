<?php

/** Plays an operator and a provider with SoapClient; says of each step what came of it, as a line of JSON. */

declare(strict_types=1);

require __DIR__ . '/caller.php';

function endpoint(string $token, string $day, ?string $pattern = null, ?string $url = null): array
{
    return [
        'url' => $url ?? given('URL'),
        'namespaceUrl' => given('NAMESPACE_URL'),
        'accessToken' => $token,
        'validDate' => $day,
        'whitelist' => [$pattern ?? given('PATTERN')],
    ];
}

function add(SoapClient $caller, array ...$endpoints): string
{
    return code($caller->AddServiceEndpoints(['operatorEndpointArray' => $endpoints]));
}

function addEndpoints(SoapClient $caller): void
{
    $today = endpoint(given('TOKEN_TODAY'), given('TODAY'));
    $foreign = endpoint('never-taken', given('TODAY'), pattern: given('FOREIGN_PATTERN'));
    report('add-today', add($caller, $today));
    report('add-tomorrow', add($caller, endpoint(given('TOKEN_TOMORROW'), given('TOMORROW'))));
    report('add-partly', add($caller, $foreign, endpoint(given('TOKEN_DAY_AFTER'), given('DAY_AFTER'))));
    report('add-foreign', add($caller, $foreign));
    report('add-bad-url', add($caller, endpoint('never-taken', given('TODAY'), url: 'http://plain.example')));
    report('wrong-secret', add(partner(given('OPERATOR'), 'not-the-secret'), $today));
}

function getEndpoints(SoapClient $caller): void
{
    $response = $caller->GetServiceEndpoints();
    report('get-endpoints', ['result' => code($response), 'endpoints' => $response->operatorEndpointArray]);
}

function state(SoapClient $caller, string $step, array $blacklist): void
{
    $stated = [
        'backendId' => given('STATED_ID'),
        'url' => given('STATED_URL'),
        'namespaceUrl' => given('NAMESPACE_URL'),
        'token' => [['accessToken' => given('TOKEN_STATED'), 'validDate' => given('TODAY')]],
        'whitelist' => [given('PATTERN')],
        'blacklist' => $blacklist,
    ];
    report($step, code($caller->UpdateOperatorBackendDefinition(['backendDefinition' => [$stated]])));
}

function withdraw(SoapClient $caller): void
{
    $removed = [['backendId' => given('STATED_ID')]];
    $message = ['removedBackendDefinition' => $removed];
    report('withdraw', code($caller->UpdateOperatorBackendDefinition($message)));
}

function getUpdates(SoapClient $caller, string $step, ?stdClass $lastUpdate = null): stdClass
{
    $message = $lastUpdate === null ? [] : ['lastUpdate' => $lastUpdate];
    $response = $caller->GetOperatorBackendDefinitionUpdates($message);
    $said = [
        'result' => code($response),
        'isFullList' => $response->isFullList,
        'backends' => array_map(backend(...), $response->backendDefinition ?? []),
        'removed' => $response->removedBackendDefinition ?? [],
    ];
    report($step, $said, ['asOf' => $response->asOf->DateTime]);
    return $response->asOf;
}

function backend(stdClass $one): array
{
    return [
        'url' => $one->url,
        'tokens' => $one->token,
        'whitelist' => $one->whitelist,
        'blacklist' => $one->blacklist ?? [],
    ];
}

/** What the contract does not have can be called by a client that has read no contract. */
function provokeFault(): void
{
    $client = new SoapClient(null, ['location' => given('ADDRESS'), 'uri' => 'http://ochp.eu/1.4']);
    try {
        $client->__soapCall('NoSuchRequest', []);
    } catch (SoapFault $fault) {
        $code = substr(strrchr(':' . $fault->faultcode, ':'), 1);
        report('fault', ['code' => $code, 'detail' => $fault->detail->faultDetail->code]);
    }
}

$operator = partner(given('OPERATOR'), given('OPERATOR_SECRET'));
$provider = partner(given('PROVIDER'), given('PROVIDER_SECRET'));
report('import', operations($operator));
addEndpoints($operator);
getEndpoints($provider);
state($operator, 'state', []);
$asOf = getUpdates($provider, 'full-list');
state($operator, 'restate', [given('EXCEPTION')]);
$asOf = getUpdates($provider, 'delta', $asOf);
withdraw($operator);
getUpdates($provider, 'delta-of-removal', $asOf);
provokeFault();
