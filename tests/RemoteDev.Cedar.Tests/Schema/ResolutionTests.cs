using System.Globalization;
using System.Text;

namespace RemoteDev.Cedar.Tests.Schema;

public sealed class ResolutionTests
{
    [Theory]
    [InlineData("entity A { x: Long }; namespace N { entity Long; entity B { x: Long, y: __cedar::Long }; }", "N::B in [] {\"x\": N::Long, \"y\": Long}")]
    [InlineData("entity decimal; entity B { a: decimal, b: __cedar::decimal };", "B in [] {\"a\": decimal, \"b\": decimal}")]
    [InlineData("type ipaddr = Long; entity B { a: ipaddr };", "B in [] {\"a\": Long}")]
    [InlineData("type A = Long; entity A; entity B in A { a: A };", "B in [A] {\"a\": Long}")]
    [InlineData("namespace N { type T = Bool; } namespace M { entity B { a: N::T }; }", "M::B in [] {\"a\": Bool}")]
    [InlineData("entity U; namespace N { entity B in U { a: U }; }", "N::B in [U] {\"a\": U}")]
    [InlineData("namespace N { entity B { a: Action }; action a; }", "N::B in [] {\"a\": N::Action}")]
    [InlineData("namespace N { entity B { a: Action }; } action a;", "N::B in [] {\"a\": Action}")]
    [InlineData("entity A in B; entity B in C; entity C in A;", "B in [A, B, C] {}")]
    [InlineData("type T3 = { a: T2 }; type T2 = Set<T1>; type T1 = { b?: Long }; entity B { a: T3 };", "B in [] {\"a\": {\"a\": Set<{\"b\"?: Long}>}}")]
    [InlineData("entity B in E; entity E enum [\"x\"];", "B in [E] {}")]
    public void FindsWhatANameRefersTo(string text, string expected)
    {
        Assert.Contains(expected, SchemaText.Describe(SchemaText.Sound(text)).Split('\n'), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("namespace N { action a in Action::\"b\"; action b; }", "N::Action::\"a\" in [N::Action::\"b\"] for [] on [] with {}")]
    [InlineData("namespace N { action a in b; } action b;", "N::Action::\"a\" in [Action::\"b\"] for [] on [] with {}")]
    [InlineData("action a in [b, c]; action b in d; action c in [\"d\"]; action d;", "Action::\"a\" in [Action::\"b\", Action::\"c\", Action::\"d\"] for [] on [] with {}")]
    public void FindsTheGroupsOfActions(string text, string expected)
    {
        Assert.Contains(expected, SchemaText.Describe(SchemaText.Sound(text)).Split('\n'), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("namespace A {} namespace A {}", "1:26: the namespace `A` is declared twice: write its declarations in one place")]
    [InlineData("namespace A::__cedar {}", "1:11: `__cedar` is reserved for Cedar's own types")]
    [InlineData("entity __cedar;", "1:8: `__cedar` is reserved for Cedar's own types")]
    [InlineData("entity A, A;", "1:11: the entity type `A` is declared twice")]
    [InlineData("namespace N { type A = Long; type A = Bool; }", "1:35: the common type `N::A` is declared twice")]
    [InlineData("action a, b; action \"a\";", "1:21: the action \"a\" is declared twice")]
    [InlineData("type Record = {};", "1:6: no common type can have the name `Record`, which schemas in JSON use for themselves")]
    [InlineData("entity Action;", "1:8: `Action` is the type of all actions: it cannot be declared as an entity type")]
    [InlineData("namespace A { type X = Long; } entity X;", "1:20: `A::X` hides `X`, which is declared outside of all namespaces: rename one of the two")]
    [InlineData("namespace A { action a; } action a;", "1:22: `A::Action::\"a\"` hides `Action::\"a\"`, which is declared outside of all namespaces: rename one of the two")]
    [InlineData("type Foo = Foo;", "1:6: the common type `Foo` is part of itself")]
    [InlineData("type A = Set<B>; type B = { a: A };", "1:6: the common type `A` is part of itself, through `B`")]
    [InlineData("action a in a;", "1:8: the action `Action::\"a\"` is in itself")]
    [InlineData("action a in b; action b in a; action c in a;", "1:8: the action `Action::\"a\"` is in itself")]
    [InlineData("entity A { x: __cedar::Foo };", "1:15: `__cedar::Foo` is not declared as a type")]
    [InlineData("entity A { x: Boolean };", "1:15: `Boolean` is not declared as a type: did you mean `Bool`?")]
    [InlineData("entity A { x: string };", "1:15: `string` is not declared as a type: did you mean `String`?")]
    [InlineData("entity User; entity A in Usr;", "1:26: `Usr` is not declared as an entity type: did you mean `User`?")]
    [InlineData("namespace N { entity User; } entity A in User;", "1:42: `User` is not declared as an entity type: did you mean `N::User`?")]
    [InlineData("namespace A::B { entity X; } namespace A { entity Y { x: B::X }; }", "1:58: `B::X` is not declared as a type: did you mean `A::B::X`?")]
    [InlineData("entity A in T; type T = Long;", "1:13: `T` is a common type, but an entity type must stand here")]
    [InlineData("entity A in Action; action a;", "1:13: `Action` is the type of actions, but the type of other entities must stand here")]
    [InlineData("entity A { x: Action };", "1:15: `Action` is not declared as a type")]
    [InlineData("action a in bb; action b;", "1:13: `Action::\"bb\"` is not declared as an action: did you mean `\"b\"`?")]
    [InlineData("action a in M::Action::\"b\"; namespace N { action b; }", "1:13: `M::Action::\"b\"` is not declared as an action: did you mean `N::Action::\"b\"`?")]
    [InlineData("entity A; action a appliesTo { principal: A, resource: A, context: A };", "1:68: `A` is an entity type, but a common type must stand here")]
    [InlineData("entity A; type C = Long; action a appliesTo { principal: A, resource: A, context: C };", "1:83: the context of the action \"a\" must be a record, not Long")]
    public void Says_WhatIsWrongWithADeclaration(string text, string expected)
    {
        Assert.Equal(expected, SchemaText.Faults(text));
    }

    [Fact]
    public void ReportsFaultsInTheOrderOfTheText()
    {
        Assert.Equal(
            "1:12: `B` is not declared as a type\n1:28: `C` is not declared as an entity type\n1:31: `D` is not declared as an entity type",
            SchemaText.Faults("type Qxy = B; entity A in [C, D];"));
    }

    [Fact]
    public void Refuses_CommonTypesThatDoubleEachOther()
    {
        var text = new StringBuilder("type T0 = Long;");
        for (var i = 1; i < 64; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ntype T{i} = {{ a: T{i - 1}, b: T{i - 1} }};");
        }

        Assert.Equal("17:12: with its common types written out, the type has more than 100000 parts", SchemaText.Faults(text.ToString()));
    }

    [Fact]
    public void Refuses_AChainOfCommonTypesThatNestsTooDeep()
    {
        var text = new StringBuilder();
        for (var i = 20_000; i > 0; i--)
        {
            text.Append(CultureInfo.InvariantCulture, $"type T{i} = Set<T{i - 1}>;\n");
        }

        Assert.Equal(
            "19601:13: with its common types written out, the type nests deeper than 400 levels",
            SchemaText.Faults(text.Append("type T0 = Long;").ToString()));
    }

    [Fact]
    public void Refuses_AHierarchyThatIsTooLarge()
    {
        Assert.EndsWith("the entity types are in too many other types", SchemaText.Faults(Chain(20_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_ManyNamesForMuchText()
    {
        var names = string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"A{i}"));

        Assert.Equal(
            "1:8: declarations with several names stand for more text than a schema may have",
            SchemaText.Faults($"entity {names} in [{names}];"));
    }

    [Fact]
    public void ManyUnknownNames_EndInAFewFaults()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"entity A{i} in B{i} {{ x: C{i} }}; action a{i} in b{i};\n");
        }

        Assert.InRange(CedarSchema.ParseCedar(text.ToString(), "many").Faults.Count, 50, 60);
    }

    private static string Chain(int length)
    {
        var text = new StringBuilder("entity A0;");
        for (var i = 1; i < length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nentity A{i} in A{i - 1};");
        }

        return text.ToString();
    }
}
