# SOAP::Lite in the name of one partner, and what is said of the answers.
package Caller;
use strict;
use warnings;
use Encode qw(decode_utf8);
use Exporter qw(import);
use JSON::PP;
use SOAP::Lite;

our @EXPORT = qw(%given partner operations call element complex list code boolean report);
our %given  = map { $_ => decode_utf8($ENV{$_}) } keys %ENV;

# What the WSDL says of each operation. SOAP::Lite reads no schemas that are imported, and names a message after its
# operation; so a message is put together by hand, as is common with document/literal.
my ($contract) = values %{ SOAP::Schema->schema_url("$given{ADDRESS}?wsdl")->parse->services };
my %registry   = map { $_ => 1 } qw(UpdateOperatorBackendDefinition GetOperatorBackendDefinitionUpdates);

sub operations { sort keys %$contract }

# Shows who it is by HTTP Basic, unasked: the registry asks nobody.
sub partner {
    my ($name, $secret) = @_;
    my $client = SOAP::Lite->new->autotype(0)->proxy($given{ADDRESS}, timeout => 20);
    $client->transport->proxy->default_headers->authorization_basic($name, $secret);
    return $client;
}

sub call {
    my ($caller, $operation, @fields) = @_;
    my $about     = $contract->{$operation};
    my $namespace = $registry{$operation} ? 'urn:ochp-direct:registry:0.1' : 'http://ochp.eu/1.4';
    my $message   = SOAP::Data->name("${operation}Request")->attr({ xmlns => $namespace });
    $caller->endpoint("$about->{endpoint}")->on_action(sub { qq("$about->{soapaction}") });
    my $answer = $caller->call($message, @fields);
    die $answer->faultstring if $answer->fault;
    return $answer;
}

# Without types, which the schema does not allow to name here, SOAP::Lite leaves it to its user to write text as XML.
sub element { my ($name, $text) = @_; SOAP::Data->name($name => SOAP::Utils::encode_data($text)) }
sub complex { my ($name, @fields) = @_; SOAP::Data->name($name => \SOAP::Data->value(@fields)) }

# A field that repeats is a list to SOAP::Lite only where there are several.
sub list { my ($of, $name) = @_; my $value = $of->{$name}; ref $value eq 'ARRAY' ? $value : [ $value // () ] }

sub code { $_[0]->valueof('//result/resultCode/resultCode') }

# Without the schema a boolean is a text to SOAP::Lite.
my %boolean = (true => JSON::PP::true, 1 => JSON::PP::true, false => JSON::PP::false, 0 => JSON::PP::false);
sub boolean { $boolean{ $_[0] } }

sub report {
    my ($step, $said, %more) = @_;
    print JSON::PP->new->utf8->encode({ step => $step, said => $said, %more }), "\n";
}

1;
