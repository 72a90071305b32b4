"""zeep in the name of one partner, and what is said of the answers."""

import json
import os

from zeep import Client
from zeep.exceptions import Fault
from zeep.wsse.username import UsernameToken

GIVEN = os.environ
SERVICE = "OCHP_1.4-direct"


class Caller:
    """The operations of both ports, called with a UsernameToken (PasswordText)."""

    def __init__(self, name, secret):
        self.client = Client(GIVEN["ADDRESS"] + "?wsdl", wsse=UsernameToken(name, secret))
        self.operations = {}
        for port_name, port in self.client.wsdl.services[SERVICE].ports.items():
            proxy = self.client.bind(SERVICE, port_name)
            self.operations.update({name: proxy[name] for name in port.binding.all()})

    def __getitem__(self, operation):
        return self.operations[operation]

    def call_unknown(self):
        """zeep sends what the contract has only; so the message is one of the contract's by another name."""
        proxy = self.client.bind(SERVICE, SERVICE)
        binding = proxy._binding
        envelope = self.client.create_message(proxy, "GetServiceEndpoints")
        envelope.find(".//{*}GetServiceEndpointsRequest").tag = "{http://ochp.eu/1.4}NoSuchRequest"
        headers = {"Content-Type": "text/xml; charset=utf-8"}
        response = self.client.transport.post_xml(GIVEN["ADDRESS"], envelope, headers)
        try:
            binding.process_reply(self.client, binding.get("GetServiceEndpoints"), response)
        except Fault as fault:
            return fault
        raise ValueError("no fault came")


def code(response):
    """An answer that holds a result alone is, for zeep, that result."""
    result = getattr(response, "result", response)
    return result.resultCode.resultCode


def report(step, said, **more):
    print(json.dumps({"step": step, "said": said, **more}), flush=True)
