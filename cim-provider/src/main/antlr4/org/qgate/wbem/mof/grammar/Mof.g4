/*
 * The Managed Object Format of CIM 2.x, after DSP0004 2.7 annex A. What the words mean is checked by the compiler, not here:
 * the grammar only takes apart, so that an error of meaning can be told with its place and the rest still be read.
 *
 * Nothing in it nests, so no input makes the parser recurse deeply.
 */
grammar Mof;

options {
    caseInsensitive = true;
}

specification : production* EOF;

production
    : pragma
    | classDeclaration
    | qualifierDeclaration
    | instanceDeclaration
    ;

pragma : PRAGMA name OPEN text CLOSE;

classDeclaration
    : qualifierList? CLASS name alias? superclass? BEGIN feature* END SEMICOLON
    ;

alias : AS ALIAS;

superclass : COLON name;

feature
    : qualifierList? type name OPEN (parameter (COMMA parameter)*)? CLOSE SEMICOLON     # methodFeature
    | qualifierList? type name array? (EQUALS initializer)? SEMICOLON                   # propertyFeature
    ;

parameter : qualifierList? type name array?;

type
    : dataType
    | name REF
    ;

dataType
    : DT_BOOLEAN
    | DT_STRING
    | DT_CHAR16
    | DT_DATETIME
    | DT_UINT8
    | DT_SINT8
    | DT_UINT16
    | DT_SINT16
    | DT_UINT32
    | DT_SINT32
    | DT_UINT64
    | DT_SINT64
    | DT_REAL32
    | DT_REAL64
    ;

array : LEFT_BRACKET DECIMAL? RIGHT_BRACKET;

qualifierList : LEFT_BRACKET qualifier (COMMA qualifier)* RIGHT_BRACKET;

qualifier : name (OPEN constant CLOSE | arrayInitializer)? (COLON flavor+)?;

flavor
    : ENABLE_OVERRIDE
    | DISABLE_OVERRIDE
    | RESTRICTED
    | TO_SUBCLASS
    | TRANSLATABLE
    ;

qualifierDeclaration
    : QUALIFIER name COLON dataType array? (EQUALS initializer)? COMMA scope (COMMA defaultFlavor)? SEMICOLON
    ;

scope : SCOPE OPEN metaElement (COMMA metaElement)* CLOSE;

metaElement
    : CLASS
    | ASSOCIATION
    | INDICATION
    | PROPERTY
    | REFERENCE
    | METHOD
    | PARAMETER
    | QUALIFIER
    | ANY
    ;

defaultFlavor : FLAVOR OPEN flavor (COMMA flavor)* CLOSE;

instanceDeclaration
    : qualifierList? INSTANCE OF name alias? BEGIN value* END SEMICOLON
    ;

value : qualifierList? name EQUALS initializer SEMICOLON;

initializer
    : constant
    | arrayInitializer
    | ALIAS
    ;

arrayInitializer : BEGIN (arrayElement (COMMA arrayElement)*)? END;

arrayElement
    : constant
    | ALIAS
    ;

constant
    : DECIMAL
    | BINARY
    | OCTAL
    | HEX
    | REAL
    | CHARACTER
    | text
    | TRUE
    | FALSE
    | NULL
    ;

text : STRING+;

/* Words that have a meaning in one place are names in all others: there are qualifiers named Association, Scope, Key... */
name
    : IDENTIFIER
    | AS
    | OF
    | REF
    | CLASS
    | INSTANCE
    | QUALIFIER
    | SCOPE
    | FLAVOR
    | ASSOCIATION
    | INDICATION
    | PROPERTY
    | REFERENCE
    | METHOD
    | PARAMETER
    | ANY
    | ENABLE_OVERRIDE
    | DISABLE_OVERRIDE
    | RESTRICTED
    | TO_SUBCLASS
    | TRANSLATABLE
    ;

PRAGMA : '#pragma';
AS : 'as';
OF : 'of';
REF : 'ref';
CLASS : 'class';
INSTANCE : 'instance';
QUALIFIER : 'qualifier';
SCOPE : 'scope';
FLAVOR : 'flavor';
ASSOCIATION : 'association';
INDICATION : 'indication';
PROPERTY : 'property';
REFERENCE : 'reference';
METHOD : 'method';
PARAMETER : 'parameter';
ANY : 'any';
ENABLE_OVERRIDE : 'enableoverride';
DISABLE_OVERRIDE : 'disableoverride';
RESTRICTED : 'restricted';
TO_SUBCLASS : 'tosubclass';
TRANSLATABLE : 'translatable';
TRUE : 'true';
FALSE : 'false';
NULL : 'null';
DT_BOOLEAN : 'boolean';
DT_STRING : 'string';
DT_CHAR16 : 'char16';
DT_DATETIME : 'datetime';
DT_UINT8 : 'uint8';
DT_SINT8 : 'sint8';
DT_UINT16 : 'uint16';
DT_SINT16 : 'sint16';
DT_UINT32 : 'uint32';
DT_SINT32 : 'sint32';
DT_UINT64 : 'uint64';
DT_SINT64 : 'sint64';
DT_REAL32 : 'real32';
DT_REAL64 : 'real64';

OPEN : '(';
CLOSE : ')';
LEFT_BRACKET : '[';
RIGHT_BRACKET : ']';
BEGIN : '{';
END : '}';
COLON : ':';
SEMICOLON : ';';
COMMA : ',';
EQUALS : '=';

BINARY : [+-]? [01]+ 'b';
OCTAL : [+-]? '0' [0-7]+;
HEX : [+-]? '0x' [0-9a-f]+;
DECIMAL : [+-]? ([1-9] [0-9]* | '0');
REAL : [+-]? [0-9]* '.' [0-9]+ ('e' [+-]? [0-9]+)?;

CHARACTER : '\'' (~['\\\r\n] | ESCAPE) '\'';
STRING : '"' (~["\\\r\n] | ESCAPE)* '"';
fragment ESCAPE : '\\' ('x' [0-9a-f] [0-9a-f]? [0-9a-f]? [0-9a-f]? | [btnfr"'\\]);

ALIAS : '$' IDENTIFIER;
IDENTIFIER : [a-z_\u0080-\uFEFE\uFF00-\uFFEF] [a-z0-9_\u0080-\uFEFE\uFF00-\uFFEF]*;

SPACE : [ \t\r\n\f\uFEFF]+ -> skip;
LINE_COMMENT : '//' ~[\r\n]* -> skip;
BLOCK_COMMENT : '/*' .*? '*/' -> skip;
