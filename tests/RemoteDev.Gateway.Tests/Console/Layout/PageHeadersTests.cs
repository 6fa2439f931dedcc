using System.Text.RegularExpressions;
using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Tests.Console.Layout;

public sealed class PageHeadersTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task Page_MayLoadNothingThatIsNotOurs()
    {
        var (policy, _) = await ReadAsync("/people");
        Assert.Equal(PageHeaders.ContentSecurityPolicy, policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_MayAddItsOwnStyles_AndNobodyElseMay()
    {
        var (policy, page) = await ReadAsync("/policy/drafts/new");
        var nonce = Regex.Match(page, " nonce=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;
        Assert.Equal(24, System.Net.WebUtility.HtmlDecode(nonce).Length);
        Assert.Equal(
            PageHeaders.ContentSecurityPolicy.Replace("style-src 'self'", $"style-src 'self' 'nonce-{System.Net.WebUtility.HtmlDecode(nonce)}'", StringComparison.Ordinal),
            policy);
        Assert.NotEqual(policy, (await ReadAsync("/policy/drafts/new")).Policy, StringComparer.Ordinal);
    }

    private async Task<(string Policy, string Page)> ReadAsync(string path)
    {
        using var ada = host.Browse("ada");
        using var response = await ada.GetAsync(path);
        return (Assert.Single(response.Headers.GetValues("Content-Security-Policy")), await response.Content.ReadAsStringAsync());
    }
}
