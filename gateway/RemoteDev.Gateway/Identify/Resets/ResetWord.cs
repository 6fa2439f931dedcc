using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Identify.Resets;

/// <summary>
/// Eight signs by which a person on the telephone and an administrator know that they speak of the same browser. They are made of the hash
/// of its cookie, so they open nothing, and a request without an account behind it has them too.
/// </summary>
internal static class ResetWord
{
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 8;

    public static string Of(TokenHash cookie) => Of(cookie.ToString());

    /// <summary>The same, from what is stored.</summary>
    /// <param name="hash">As the table has it.</param>
    public static string Of(string hash)
    {
        // Of the hash once more: the signs say nothing about what stands in the table.
        Span<byte> digest = stackalloc byte[System.Security.Cryptography.SHA256.HashSizeInBytes];
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("remotedev reset " + hash), digest);
        Span<char> word = stackalloc char[Length + 1];
        for (var i = 0; i < Length; i++)
        {
            word[i < Length / 2 ? i : i + 1] = Signs[digest[i] & 31];
        }

        word[Length / 2] = '-';
        return new string(word);
    }
}
