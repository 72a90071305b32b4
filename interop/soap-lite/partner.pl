# Plays an operator and a provider with SOAP::Lite; says of each step what came of it, as a line of JSON.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Caller;
use SOAP::Lite;

$| = 1;

sub endpoint {
    my ($token, $day, %other) = @_;
    return complex(
        operatorEndpointArray => element(url => $other{url} // $given{URL}),
        element(namespaceUrl => $given{NAMESPACE_URL}),
        element(accessToken  => $token),
        element(validDate    => $day),
        element(whitelist    => $other{pattern} // $given{PATTERN}),
    );
}

sub add { my ($caller, @endpoints) = @_; code(call($caller, 'AddServiceEndpoints', @endpoints)) }

sub add_endpoints {
    my ($caller) = @_;
    my $today   = sub { endpoint($given{TOKEN_TODAY}, $given{TODAY}) };
    my $foreign = sub { endpoint('never-taken', $given{TODAY}, pattern => $given{FOREIGN_PATTERN}) };
    report('add-today',    add($caller, $today->()));
    report('add-tomorrow', add($caller, endpoint($given{TOKEN_TOMORROW}, $given{TOMORROW})));
    report('add-partly',   add($caller, $foreign->(), endpoint($given{TOKEN_DAY_AFTER}, $given{DAY_AFTER})));
    report('add-foreign',  add($caller, $foreign->()));
    report('add-bad-url',  add($caller, endpoint('never-taken', $given{TODAY}, url => 'http://plain.example')));
    report('wrong-secret', add(partner($given{OPERATOR}, 'not-the-secret'), $today->()));
}

sub get_endpoints {
    my ($caller) = @_;
    my $answer    = call($caller, 'GetServiceEndpoints');
    my @endpoints = map { +{ %$_, whitelist => list($_, 'whitelist') } } $answer->valueof('//operatorEndpointArray');
    report('get-endpoints', { result => code($answer), endpoints => \@endpoints });
}

sub state_backend {
    my ($caller, $step, @blacklist) = @_;
    my $token = complex(token => element(accessToken => $given{TOKEN_STATED}), element(validDate => $given{TODAY}));
    my $stated = complex(
        backendDefinition => element(backendId => $given{STATED_ID}),
        element(url          => $given{STATED_URL}),
        element(namespaceUrl => $given{NAMESPACE_URL}),
        $token,
        element(whitelist => $given{PATTERN}),
        map { element(blacklist => $_) } @blacklist,
    );
    report($step, code(call($caller, 'UpdateOperatorBackendDefinition', $stated)));
}

sub withdraw {
    my ($caller) = @_;
    my $removed = complex(removedBackendDefinition => element(backendId => $given{STATED_ID}));
    report('withdraw', code(call($caller, 'UpdateOperatorBackendDefinition', $removed)));
}

sub get_updates {
    my ($caller, $step, $last_update) = @_;
    my @fields = $last_update ? complex(lastUpdate => element(DateTime => $last_update)) : ();
    my $answer = call($caller, 'GetOperatorBackendDefinitionUpdates', @fields);
    my $as_of  = $answer->valueof('//asOf/DateTime');
    my $said   = {
        result     => code($answer),
        isFullList => boolean($answer->valueof('//isFullList')),
        backends   => [ map { backend($_) } $answer->valueof('//backendDefinition') ],
        removed    => [ $answer->valueof('//removedBackendDefinition') ],
    };
    report($step, $said, asOf => $as_of);
    return $as_of;
}

sub backend {
    my ($one) = @_;
    return { url => $one->{url}, tokens => list($one, 'token'), map { $_ => list($one, $_) } qw(whitelist blacklist) };
}

sub provoke_fault {
    my ($caller) = @_;
    my $answer = $caller->call(SOAP::Data->name('NoSuchRequest')->attr({ xmlns => 'http://ochp.eu/1.4' }));
    my ($code) = $answer->faultcode =~ /([^:]+)$/;
    report('fault', { code => $code, detail => $answer->valueof('//Fault/detail/faultDetail/code') });
}

my $operator = partner($given{OPERATOR}, $given{OPERATOR_SECRET});
my $provider = partner($given{PROVIDER}, $given{PROVIDER_SECRET});
report('import', [ operations() ]);
add_endpoints($operator);
get_endpoints($provider);
state_backend($operator, 'state');
my $as_of = get_updates($provider, 'full-list');
state_backend($operator, 'restate', $given{EXCEPTION});
$as_of = get_updates($provider, 'delta', $as_of);
withdraw($operator);
get_updates($provider, 'delta-of-removal', $as_of);
provoke_fault($operator);
