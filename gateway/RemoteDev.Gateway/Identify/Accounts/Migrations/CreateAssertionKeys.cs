using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>The keys by which servers inside are told who is asking.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122210000_CreateAssertionKeys")]
internal sealed class CreateAssertionKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "identify_assertion_keys",
            table => new
            {
                generation = table.Column<int>(),
                sealed_key = table.Column<byte[]>(maxLength: ColumnLength.SealedKey),
                signs_from = table.Column<long>(),
                signs_until = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_identify_assertion_keys", row => row.generation));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("identify_assertion_keys");
}
