using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Tests.Values;

public sealed class EntityUidTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1User")]
    [InlineData("User ")]
    [InlineData("User::")]
    [InlineData("::User")]
    [InlineData("A:::B")]
    [InlineData("A:B")]
    [InlineData("A.B")]
    [InlineData("Üser")]
    [InlineData("if")]
    [InlineData("A::in::B")]
    [InlineData("__cedar::User")]
    public void RefusesWhatIsNotATypeName(string type)
    {
        Assert.False(EntityUid.TryCreate(type, "x", out _));
        Assert.Throws<ArgumentException>(() => new EntityUid(type, "x"));
    }

    [Theory]
    [InlineData("User")]
    [InlineData("_a::B1::__c")]
    [InlineData("principal")]
    [InlineData("permit::when")]
    public void AcceptsTypeNames(string type)
    {
        Assert.Equal(type, new EntityUid(type, "x").Type);
    }

    [Fact]
    public void AreEqual_OnlyInTypeAndId()
    {
        var uid = new EntityUid("User", "a");

        Assert.Equal(uid, new EntityUid("User", "a"));
        Assert.Equal(uid.GetHashCode(), new EntityUid("User", "a").GetHashCode());
        Assert.NotEqual(uid, new EntityUid("User", "A"));
        Assert.NotEqual(uid, new EntityUid("N::User", "a"));
        Assert.False(uid.Equals(new StringValue("User::\"a\"")));
    }

    [Theory]
    [InlineData("plain é😀", "User::\"plain é😀\"")]
    [InlineData("\"\\\n\r\t\0", "User::\"\\\"\\\\\\n\\r\\t\\0\"")]
    [InlineData("\u0007\u200b", "User::\"\\u{7}\\u{200b}\"")]
    public void PrintAsCedarReadsThem(string id, string expected)
    {
        var uid = new EntityUid("User", id);

        Assert.Equal(expected, uid.ToString());
        Assert.Equal(uid, PolicyText.Parse($"permit(principal == {uid}, action, resource);").Policies[0].Scope.Principal.Entities[0].Uid);
    }
}
