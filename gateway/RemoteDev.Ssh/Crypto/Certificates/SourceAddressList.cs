using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RemoteDev.Ssh.Crypto.Certificates;

/// <summary>
/// The value of the critical option source-address: addresses and CIDR blocks with commas between them (PROTOCOL.certkeys).
/// </summary>
internal static class SourceAddressList
{
    private static readonly SearchValues<char> AddressLetters = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>
    /// Whether the address is on the list. A list with anything in it that is neither an address nor a block contains nobody, as in
    /// OpenSSH.
    /// </summary>
    public static bool Contains(string list, IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var found = false;
        foreach (var part in list.AsSpan().Split(','))
        {
            if (!TryRead(list.AsSpan()[part], out var network))
            {
                return false;
            }

            found |= network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain);
        }

        return found;
    }

    // Only the usual spelling of an address and of a mask counts: 1.2.3 or 010.0.0.1 may mean something else to who wrote it. A block with
    // bits behind its mask is refused too, as in OpenSSH.
    private static bool TryRead(ReadOnlySpan<char> text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        var addressText = slash < 0 ? text : text[..slash];
        if (addressText.ContainsAnyExcept(AddressLetters)
            || !IPAddress.TryParse(addressText, out var address)
            || (address.AddressFamily == AddressFamily.InterNetwork && !addressText.SequenceEqual(address.ToString())))
        {
            return false;
        }

        var longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = longest;
        if (slash >= 0)
        {
            var lengthText = text[(slash + 1)..];
            if (!int.TryParse(lengthText, NumberStyles.None, CultureInfo.InvariantCulture, out length)
                || length > longest
                || (lengthText.Length > 1 && lengthText[0] == '0'))
            {
                return false;
            }
        }

        network = new IPNetwork(address, length);
        return network.BaseAddress.Equals(address);
    }
}
