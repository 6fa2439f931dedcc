using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>Regressions 20 and 29: no secret and no control character of a request reaches the trace.</summary>
public sealed class PathRedactionTests
{
    [Theory]
    [InlineData("/?tkn=SECRET", "/?tkn=***")]
    [InlineData("/a?b=1&TOKEN=SECRET&c=2", "/a?b=1&TOKEN=***&c=2")]
    [InlineData("/a?reconnectionToken=SECRET", "/a?reconnectionToken=***")]
    [InlineData("/a?code=SECRET&state=SECRET", "/a?code=***&state=***")]
    [InlineData("/a?user_password=SECRET", "/a?user_password=***")]
    [InlineData("/a?client_secret=SECRET;x=1", "/a?client_secret=***;x=1")]
    [InlineData("/a?%74oken=SECRET", "/a?%74oken=***")]
    [InlineData("/a?%2574oken=SECRET", "/a?%2574oken=***")]
    [InlineData("/a?token%3DSECRET", "/a?***")]
    [InlineData("/a?token%5B%5D=SECRET", "/a?token%5B%5D=***")]
    [InlineData("/a?token=SECRET=more", "/a?token=***")]
    [InlineData("/a?token=a?b=SECRET", "/a?token=***?b=SECRET", true)]
    [InlineData("/a?next=%2Fb%3Ftoken%3DSECRET", "/a?next=***")]
    [InlineData("/a?next=%252Fb%253Ftoken%253DSECRET", "/a?next=***")]
    [InlineData("/a?x=rdg_SECRET", "/a?x=***")]
    [InlineData("/a?x=ada:rdg_SECRET", "/a?x=***")]
    [InlineData("/a?x=Basic%20SECRET", "/a?x=***")]
    [InlineData("/a?x=rdg%5FSECRET", "/a?x=***")]
    [InlineData("/a/ada:rdg_SECRET/b", "/a/***/b")]
    [InlineData("/a?x=cmRnX1NFQ1JFVA==", "/a?x=***")]
    [InlineData("/a?x=YTpyZGdfU0VDUkVU", "/a?x=***")]
    [InlineData("/a?x=YWI6cmRnX1NFQ1JFVA==", "/a?x=***")]
    [InlineData("/a?x=YWRhOnJkZ19TRUNSRVQ=", "/a?x=***")]
    [InlineData("/a/eyJhbGciOi.SECRET.SECRET/b", "/a/***/b")]
    [InlineData("/enrol/SECRET", "/enrol/***")]
    [InlineData("/%65nrol/SECRET?x=1", "/%65nrol/***?x=1")]
    [InlineData("/a;sessionid=SECRET/b", "/a;sessionid=***/b")]
    [InlineData("http://user:SECRET@host/a", "http://***@host/a")]
    [InlineData("/a#access_token=SECRET", "/a#access_token=***")]
    public void Hides_Secrets(string target, string expected, bool keepsWord = false)
    {
        var redacted = PathRedaction.Redact(target);

        Assert.Equal(expected, redacted);
        Assert.Equal(keepsWord, redacted.Contains("SECRET", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/stable-abc/static/out/vs/code.js?v=1&lang=en")]
    [InlineData("/a%20b?x=%E2%82%AC")]
    [InlineData("/info/refs?service=git-upload-pack")]
    [InlineData("/a?token=")]
    public void Keeps_WhatIsNoSecret(string target) => Assert.Equal(target, PathRedaction.Redact(target));

    [Fact]
    public void Escapes_WhatCouldForgeALineOrMoveATerminal()
    {
        var redacted = PathRedaction.Redact("/a\r\n{\"v\":1}\u001b[31m\u009b\u202e\u2028\ud800");

        Assert.DoesNotContain(redacted, c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u202e' or '\u2028');
        Assert.StartsWith("/a\\u000d\\u000a", redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_WhateverComes()
    {
        var redacted = PathRedaction.Redact("/" + new string('a', 1_000_000), "?token=" + new string('b', 1_000_000));

        Assert.Equal(PathRedaction.MaxLength, redacted.Length);
        Assert.EndsWith("...", redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_WhatGrowsByHiding()
    {
        var redacted = PathRedaction.Redact("/?" + string.Concat(Enumerable.Repeat("sid=1&", 300)) + string.Concat(Enumerable.Repeat("\u0001", 200)));

        Assert.InRange(redacted.Length, 1, PathRedaction.MaxLength);
    }

    [Fact]
    public void DeepEncoding_IsHiddenUnread() =>
        Assert.Equal("/a?x=***", PathRedaction.Redact("/a?x=%2525252574oken%252525253DSECRET"));

    [Fact]
    public void TracedPath_ComesOutRedactedOnly()
    {
        Assert.Equal("/a?token=***", $"{TracedPath.Of("/a?token=SECRET")}");
        Assert.Equal("/a?token=***", TracedPath.Of("/a", "?token=SECRET").ToString());
        Assert.Equal(string.Empty, default(TracedPath).ToString());
    }
}
