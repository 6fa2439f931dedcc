using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Console.Tables;

namespace RemoteDev.Gateway.Tests.Console.Tables;

public sealed class PageOfTests
{
    private static readonly int[] Sixty = [.. Enumerable.Range(1, 60)];

    [Theory]
    [InlineData(1, 1, 1, 25)]
    [InlineData(3, 3, 51, 60)]
    [InlineData(0, 1, 1, 25)]
    [InlineData(-7, 1, 1, 25)]
    [InlineData(int.MaxValue, 3, 51, 60)]
    public void From_AnswersNearestPage(int asked, int number, int first, int last)
    {
        var page = PageOf<int>.From(Sixty, asked);
        Assert.Equal((number, first, last, 3), (page.Number, page.Rows[0], page.Rows[^1], page.Pages));
    }

    [Fact]
    public void From_NothingIsOneEmptyPage()
    {
        var page = PageOf<int>.From([], 9);
        Assert.Equal((1, 1, 0L), (page.Number, page.Pages, page.Total));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("  ", 3)]
    [InlineData("ada", 1)]
    [InlineData("ADA acme", 1)]
    [InlineData("ada uma", 0)]
    [InlineData(".*", 0)]
    [InlineData("%", 0)]
    public void Search_WantsEveryWord(string? query, int found) =>
        Assert.Equal(found, Search.Where(["Ada Acme", "Uma Client", "Sam"], query, row => [row]).Count());

    [Fact]
    public void QueryLink_KeepsFiltersAndEscapes()
    {
        var request = new DefaultHttpContext().Request;
        request.Path = "/people";
        request.QueryString = new QueryString("?q=a%26b%3D%22&page=2&vendor=");
        Assert.Equal("/people?q=a%26b%3D%22&page=3", QueryLink.With(request, "page", "3"));
        Assert.Equal("?q=a%26b%3D%22", QueryLink.Change(request, "page", null));
    }
}
