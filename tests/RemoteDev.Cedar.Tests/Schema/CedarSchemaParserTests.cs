using System.Text;

namespace RemoteDev.Cedar.Tests.Schema;

public sealed class CedarSchemaParserTests
{
    [Fact]
    public void Reads_WhatASchemaCanSay()
    {
        var schema = SchemaText.Sound("""
            // Who works for whom.
            @doc("people") @if namespace Work::Day {
              type Address = { street: String, "house no": Long, };
              @a entity User, Robot in [Team, Office] { @b home?: Address, ip: ipaddr } tags Set<__cedar::Bool>;
              entity Team in Team;
              entity Office = {};
              entity Colour enum ["red", "\u{67}reen"];
              action "all things", some;
              action read in ["all things", Other::Action::"top"] appliesTo { principal: [User], resource: [Team, Office], context: Address, };
              action write appliesTo { resource: Team, principal: User } attributes {};
            }
            namespace Other { action top; entity entity, type, Set, tags; }
            """);

        Assert.Equal(
            """
            Other::Set in [] {}
            Other::entity in [] {}
            Other::tags in [] {}
            Other::type in [] {}
            Work::Day::Colour in [] {} enum [red, green]
            Work::Day::Office in [] {}
            Work::Day::Robot in [Work::Day::Office, Work::Day::Team] {"home"?: {"house no": Long, "street": String}, "ip": ipaddr} tags Set<Bool>
            Work::Day::Team in [Work::Day::Team] {}
            Work::Day::User in [Work::Day::Office, Work::Day::Team] {"home"?: {"house no": Long, "street": String}, "ip": ipaddr} tags Set<Bool>
            Other::Action::"top" in [] for [] on [] with {}
            Work::Day::Action::"all things" in [] for [] on [] with {}
            Work::Day::Action::"read" in [Other::Action::"top", Work::Day::Action::"all things"] for [Work::Day::User] on [Work::Day::Office, Work::Day::Team] with {"house no": Long, "street": String}
            Work::Day::Action::"some" in [] for [] on [] with {}
            Work::Day::Action::"write" in [] for [Work::Day::User] on [Work::Day::Team] with {}
            """,
            SchemaText.Describe(schema));
    }

    [Theory]
    [InlineData("")]
    [InlineData("// nothing")]
    [InlineData("entity A { __cedar: Long };")]
    [InlineData("entity A in [];")]
    [InlineData("@ doc entity A;")]
    [InlineData("action \"\";")]
    [InlineData("action principal, context, type, appliesTo;")]
    [InlineData("type type = Long; type enum = type; entity X { \"in\": enum, type: type, tags?: Bool, Set: Set<Set<Long>> };")]
    [InlineData("entity A in\n[A]\n=\n{}\ntags\nLong;")]
    [InlineData("entity A enum [\"a\", \"a\"];")]
    [InlineData("namespace A { entity X; } entity Y; namespace B {} entity Z { y: Y };")]
    public void Takes_TheCornersOfTheGrammar(string text)
    {
        SchemaText.Sound(text);
    }

    [Theory]
    [InlineData("entity A", "1:9: expected `in`, `enum`, `tags`, a record or `;` after `A`, found the end of the text")]
    [InlineData("entiti A;", "1:1: expected `entity`, `action`, `type` or `namespace`, found `entiti`: did you mean `entity`?")]
    [InlineData("entity A;;", "1:10: expected `entity`, `action`, `type` or `namespace`, found `;`: no `;` stands here")]
    [InlineData("{\"\": {}}", "1:1: expected `entity`, `action`, `type` or `namespace`, found `{`: this looks like a schema in JSON")]
    [InlineData("entity if;", "1:8: `if` is a reserved word and cannot be a name")]
    [InlineData("entity A { in: Long };", "1:12: `in` is a reserved word: write it in double quotes")]
    [InlineData("entity A { a: true };", "1:15: `true` is a reserved word and cannot be a name")]
    [InlineData("entity \"A\";", "1:8: expected the name of an entity type after `entity`, found `\"A\"`")]
    [InlineData("entity A, B, ;", "1:14: expected the name of an entity type after `,`, found `;`")]
    [InlineData("entity A in [A,];", "1:16: expected the name of an entity type after `,`, found `]`")]
    [InlineData("entity A in \"x\";", "1:13: expected the name of an entity type after `in`, found `\"x\"`")]
    [InlineData("entity A enum [];", "1:16: expected the id of an entity in double quotes after `[`, found `]`")]
    [InlineData("entity A enum [\"a\"] {};", "1:21: expected `;` after `]`, found `{`")]
    [InlineData("entity A { a: Long, a: Bool };", "1:21: the attribute \"a\" is declared twice in one record")]
    [InlineData("entity A { a: Long; };", "1:19: expected `,` or `}` after `Long`, found `;`")]
    [InlineData("entity A { a Long };", "1:14: expected `:` or `?:` after `a`, found `Long`")]
    [InlineData("entity A { a: Set<> };", "1:19: expected a type after `<`, found `>`")]
    [InlineData("entity A { a: Set<Long, };", "1:23: expected `>` after `Long`, found `,`")]
    [InlineData("entity A # x;", "1:10: unexpected character `#`")]
    [InlineData("@a @b @a entity A;", "1:8: the annotation `@a` occurs twice on one declaration")]
    [InlineData("@a() entity A;", "1:4: expected the annotation's value in double quotes after `(`, found `)`")]
    [InlineData("type T;", "1:7: expected `=` after `T`, found `;`")]
    [InlineData("namespace N { namespace M {} }", "1:15: a namespace cannot stand in another: write `namespace N::…` outside of it")]
    [InlineData("namespace N { entity A;", "1:11: the namespace `N` is never closed: expected `}`")]
    [InlineData("action a in [];", "1:14: expected the name of an action after `[`, found `]`")]
    [InlineData("action a appliesTo {};", "1:21: expected `principal`, `resource` or `context` after `{`, found `}`")]
    [InlineData("action a appliesTo { principle: A };", "1:22: expected `principal`, `resource` or `context` after `{`, found `principle`: did you mean `principal`?")]
    [InlineData("action a appliesTo { principal: A };", "1:8: the action \"a\" needs a `resource` in its `appliesTo`; an action that is only a group has no `appliesTo`")]
    [InlineData("action a appliesTo { principal: [], resource: A };", "1:22: the action \"a\" applies to no principal: an action that is only a group has no `appliesTo`")]
    [InlineData("action a appliesTo { principal: A, principal: A };", "1:36: the action \"a\" has two lines `principal`: list the types in brackets")]
    [InlineData("action a appliesTo { principal: A resource: A };", "1:35: expected `,` or `}` after `A`, found `resource`")]
    [InlineData("action a attributes { x: Long };", "1:23: expected `}`, as actions have no attributes after `{`, found `x`")]
    [InlineData("action \"\\q\";", "1:9: unknown escape `\\q` in a string")]
    public void Says_WhatIsWrongAndWhere(string text, string expected)
    {
        Assert.Equal(expected, SchemaText.Faults(text));
    }

    [Fact]
    public void ReportsTheFaultsOfSeveralDeclarations()
    {
        Assert.Equal(
            """
            2:20: expected `,` or `}` after `Long`, found `b`
            3:11: expected `in`, `enum`, `tags`, a record or `;` after `C`
            5:1: expected `entity`, `action`, `type` or `namespace`, found `typo`: did you mean `type`?
            """,
            SchemaText.Faults("""
                namespace N {
                entity A { a: Long b: Long, c: {} };
                  entity C
                  entity D; }
                typo E = Long;
                entity F;
                """).Replace(", found `entity`", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("type T = ", "Set<", "")]
    [InlineData("type T = ", "{a: ", "")]
    [InlineData("", "namespace A {", "")]
    [InlineData("", "@a ", "entity A;")]
    [InlineData("", "entity A { ", "")]
    [InlineData("", "entity A;\n", "")]
    [InlineData("", "action a appliesTo { principal: A, resource: \n", "")]
    public void LongBadTexts_EndInFaults(string before, string piece, string after)
    {
        var text = new StringBuilder(before).Insert(before.Length, piece, 400_000 / piece.Length).Append(after).ToString();

        var faults = CedarSchema.ParseCedar(text, "long").Faults;

        Assert.InRange(faults.Count, 1, 60);
    }

    [Fact]
    public void Refuses_ATextThatIsTooLong()
    {
        Assert.Equal("1:1: the text is longer than 4194304 characters", SchemaText.Faults(new string(' ', 4 * 1024 * 1024 + 1)));
    }
}
