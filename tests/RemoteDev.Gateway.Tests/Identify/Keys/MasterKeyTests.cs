using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Identify.Keys;

namespace RemoteDev.Gateway.Tests.Identify.Keys;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MasterKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-key-").FullName;

    private string File => Path.Combine(_folder, "master.key");

    private string Keys => Path.Combine(_folder, "keys");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Opens_WhatItSealed_AfterARestart()
    {
        var box = MasterKey.At(File, Keys).Seal("secret"u8);
        Assert.Equal("secret"u8.ToArray(), MasterKey.At(File, Keys).Open(box));
        Assert.Equal(32, new FileInfo(File).Length);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(box), StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_AFileForItsOwnerAlone()
    {
        MasterKey.At(File, Keys);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Refuses_AFileThatOthersCanRead()
    {
        MasterKey.At(File, Keys);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<InvalidOperationException>(() => MasterKey.At(File, Keys)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_ADamagedFile()
    {
        MasterKey.At(File, Keys);
        System.IO.File.WriteAllBytes(File, new byte[31]);
        Assert.Throws<InvalidOperationException>(() => MasterKey.At(File, Keys));
    }

    [Fact]
    public void Refuses_ToMakeANewKey_WhereKeysRestUnderALostOne()
    {
        Directory.CreateDirectory(Keys);
        System.IO.File.WriteAllText(Path.Combine(Keys, "key-1.xml"), "<key/>");
        Assert.Throws<InvalidOperationException>(() => MasterKey.At(File, Keys));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Refuses_WhatWasChangedOrSealedUnderAnotherKey()
    {
        var key = MasterKey.At(File, Keys);
        var box = key.Seal("secret"u8);
        box[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => key.Open(box));
        Assert.ThrowsAny<CryptographicException>(() => key.Open(box.AsSpan(0, 20)));
        var other = MasterKey.At(Path.Combine(_folder, "other.key"), Keys);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(key.Seal("secret"u8)));
    }
}
