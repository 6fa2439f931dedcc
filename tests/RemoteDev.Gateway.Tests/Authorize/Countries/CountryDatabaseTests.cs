using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Authorize.Countries;
using RemoteDev.Gateway.Tests.Listen;

namespace RemoteDev.Gateway.Tests.Authorize.Countries;

public sealed class CountryDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string At => Path.Combine(_folder.Path, "countries.mmdb");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("196.10.1.2", "NG")]
    [InlineData("::ffff:196.10.1.2", "NG")]
    [InlineData("196.11.0.0", null)]
    [InlineData("2a00:1::5", "DE")]
    [InlineData("2a00:2::5", null)]
    [InlineData("41.0.0.1", "KE")]
    [InlineData("42.0.0.1", "ZA")]
    [InlineData("43.0.0.1", null)]
    [InlineData("44.0.0.1", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("fd00::1", null)]
    public void AddressHasTheCountryThatTheDatabaseSays_AndPrivateOnesHaveNone(string address, string? country)
    {
        using var countries = Start(Sample());

        Assert.Equal(country, countries.Of(IPAddress.Parse(address)));
    }

    [Fact]
    public void ReplacedFile_IsReadAgain_AndABrokenOneKeepsTheOldAndSaysSo()
    {
        using var countries = Start(Sample());
        var address = IPAddress.Parse("196.10.1.2");

        Put([1, 2, 3], 1);
        countries.Look();
        Assert.Equal("NG", countries.Of(address));
        Assert.Contains("it is no MaxMind DB that can be read", countries.Warning, StringComparison.Ordinal);
        Assert.Null(countries.WhyNotReady);

        Put(CountryFileWriter.Write(("196.10.0.0/16", CountryFileWriter.Country("GH"))), 2);
        countries.Look();
        Assert.Equal("GH", countries.Of(address));
        Assert.Null(countries.Warning);

        File.Delete(At);
        countries.Look();
        Assert.Equal("GH", countries.Of(address));
        Assert.Contains("there is no such file", countries.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingOrBrokenFile_AtTheStart_IsSaidInPlainWords()
    {
        Assert.Equal("there is no such file", CountryFile.Read(At).Fault);
        Put([.. "hello"u8], 0);
        Assert.StartsWith("it is no MaxMind DB that can be read", CountryFile.Read(At).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void DatabaseBrokenAnywhere_AnswersOrRefuses_AndNeverThrows()
    {
        var sound = Sample();
        var random = new Random(20261122);
        for (var i = 0; i < 3_000; i++)
        {
            var broken = sound.ToArray();
#pragma warning disable CA5394 // a seed makes the test repeatable
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            Put(i % 5 == 0 ? broken[..random.Next(broken.Length)] : broken, i);
#pragma warning restore CA5394
            if (CountryFile.Read(At).File is { } file)
            {
                using (file)
                {
                    foreach (var address in (string[])["196.10.1.2", "2a00:1::5", "41.0.0.1", "8.8.8.8"])
                    {
                        Assert.True(file.Of(IPAddress.Parse(address)) is null or { Length: 2 });
                    }
                }
            }
        }
    }

    private static byte[] Sample() => CountryFileWriter.Write(
        ("196.10.0.0/16", CountryFileWriter.Country("NG")),
        ("2a00:1::/32", CountryFileWriter.Country("de")),
        ("41.0.0.0/8", CountryFileWriter.Map(("country_code", CountryFileWriter.Text("KE")))),
        ("42.0.0.0/8", CountryFileWriter.Map(("country", CountryFileWriter.Text("ZA")))),
        ("43.0.0.0/8", CountryFileWriter.Country("Nigeria")),
        ("44.0.0.0/8", CountryFileWriter.Map(("continent", CountryFileWriter.Text("AF")))),
        ("10.0.0.0/8", CountryFileWriter.Country("US")),
        ("127.0.0.0/8", CountryFileWriter.Country("US")),
        ("::1/128", CountryFileWriter.Country("US")));

    private CountryDatabase Start(byte[] file)
    {
        Put(file, 0);
        var (first, fault) = CountryFile.Read(At);
        Assert.Null(fault);
        return new CountryDatabase(At, first!, TimeProvider.System, NullLogger<CountryDatabase>.Instance);
    }

    // As an administrator should: beside it, then in its place.
    private void Put(byte[] file, int seconds)
    {
        File.WriteAllBytes(At + ".new", file);
        File.SetLastWriteTimeUtc(At + ".new", new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc).AddSeconds(seconds));
        File.Move(At + ".new", At, overwrite: true);
    }
}
