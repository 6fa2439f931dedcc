using System.Text;
using RemoteDev.Gateway.Contain.Pages;

namespace RemoteDev.Gateway.Tests.Contain.Pages;

public sealed class HeadPlaceTests
{
    [Theory]
    [InlineData("<!doctype html><html><head>|<title>x</title>")]
    [InlineData("<!DOCTYPE html><HTML lang=en><HEAD\n data-x=1>|<title>x")]
    [InlineData("<!-- <head> --><html><head>|x")]
    [InlineData("<!doctype html>|<title>x")]
    [InlineData("<!doctype html><html>|<body>x")]
    [InlineData("<!doctype html>|<script>1</script>")]
    public void Finds_TheFirstPlaceThatHoldsAScript(string marked)
    {
        var place = marked.IndexOf('|', StringComparison.Ordinal);
        var document = Encoding.UTF8.GetBytes(marked.Replace("|", "", StringComparison.Ordinal));

        Assert.Equal(place, HeadPlace.Find(document));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<head")]
    [InlineData("<head data-x=1")]
    [InlineData("<!-- <head>")]
    [InlineData("<header>x</header>")]
    [InlineData("plain text")]
    public void Waits_WhileThePlaceIsNotThere(string document) => Assert.Equal(-1, HeadPlace.Find(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("script-src 'self' 'nonce-abc+/=='", "nonce=\"abc+/==\"")]
    [InlineData("script-src 'self'", "js\" defer")]
    [InlineData("script-src 'nonce-\"><script>'", "js\" defer")]
    public void ScriptTag_RunsUnderThePagesOwnPolicy(string policy, string part) =>
        Assert.Contains(part, Encoding.ASCII.GetString(ScriptTag.For(policy)), StringComparison.Ordinal);
}
