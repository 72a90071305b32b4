<?php

/** PHP's SoapClient in the name of one partner, and what is said of the answers. */

declare(strict_types=1);

const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const PASSWORD_TEXT = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';

function given(string $name): string
{
    return (string) getenv($name);
}

function partner(string $name, string $secret): SoapClient
{
    $client = new SoapClient(given('ADDRESS') . '?wsdl', [
        'cache_wsdl' => WSDL_CACHE_NONE,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
        'exceptions' => true,
        'connection_timeout' => 10,
    ]);
    $client->__setSoapHeaders(security($name, $secret));
    return $client;
}

/** SoapClient does not know WS-Security, and an attribute can only be had by writing the XML oneself. */
function security(string $name, string $secret): SoapHeader
{
    $token = sprintf(
        '<wsse:Security xmlns:wsse="%s" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" soap:mustUnderstand="1">'
            . '<wsse:UsernameToken><wsse:Username>%s</wsse:Username><wsse:Password Type="%s">%s</wsse:Password>'
            . '</wsse:UsernameToken></wsse:Security>',
        WSSE,
        htmlspecialchars($name, ENT_XML1),
        PASSWORD_TEXT,
        htmlspecialchars($secret, ENT_XML1),
    );
    return new SoapHeader(WSSE, 'Security', new SoapVar($token, XSD_ANYXML), true);
}

/** The names in `AddServiceEndpointsResponse AddServiceEndpoints(AddServiceEndpointsRequest $message)`, and the like. */
function operations(SoapClient $client): array
{
    $names = preg_replace('/^\w+ (\w+)\(.*$/', '$1', $client->__getFunctions());
    sort($names);
    return $names;
}

function report(string $step, mixed $said, array $more = []): void
{
    echo json_encode(['step' => $step, 'said' => $said, ...$more], JSON_THROW_ON_ERROR), "\n";
}

function code(stdClass $response): string
{
    return $response->result->resultCode->resultCode;
}
