#!/usr/bin/env bash
# Has gSOAP make a client of the contract, compiles it together with the partner, and runs that; in TMPDIR.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$TMPDIR"

# What these tell is of interest only if something is wrong.
quietly() { "$@" >log 2>&1 || { cat log >&2; return 1; }; }

quietly wsdl2h -o registry.h "$ADDRESS?wsdl"
quietly soapcpp2 -C -j -x -I/usr/share/gsoap/import registry.h
quietly g++ -std=c++17 -O0 -I. -o partner "$source/partner.cpp" soapC.cpp soap*Proxy.cpp -lgsoap++

operations=$(sed -n 's/^\/\/gsoap .* method-protocol:[[:space:]]*\([[:alnum:]]*\).*/"\1"/p' registry.h | sort | paste -sd,)
printf '{"step":"import","said":[%s]}\n' "$operations"
exec ./partner
