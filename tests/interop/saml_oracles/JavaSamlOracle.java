import com.onelogin.saml2.authn.SamlResponse;
import com.onelogin.saml2.settings.Saml2Settings;
import com.onelogin.saml2.settings.SettingsBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.joda.time.DateTimeUtils;

/** What java-saml says to each message of a manifest (tab-separated): a line each. */
public final class JavaSamlOracle {
  public static void main(String[] arguments) throws Exception {
    DateTimeUtils.setCurrentMillisFixed(Long.parseLong(arguments[1]));
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] one = line.split("\t", -1);
      String why = judge(one);
      System.out.println(one[0] + "\t" + why.replaceAll("\\s+", " "));
    }
  }

  /** "" when it is accepted, by what a service calls after isValid as well. */
  private static String judge(String[] one) {
    try {
      byte[] message = Files.readAllBytes(Path.of(one[1]));
      SamlResponse response = new SamlResponse(
          settings(one), one[4], Base64.getEncoder().encodeToString(message));
      if (!response.isValid(one[6])) return "refused: " + response.getError();
      response.getNameId();
      response.getAttributes();
      return "";
    } catch (Throwable error) {
      return "refused: " + error;
    }
  }

  private static Saml2Settings settings(String[] one) throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("onelogin.saml2.strict", true);
    values.put("onelogin.saml2.sp.entityid", one[3]);
    values.put("onelogin.saml2.sp.assertion_consumer_service.url", one[4]);
    values.put("onelogin.saml2.idp.entityid", one[5]);
    values.put("onelogin.saml2.idp.single_sign_on_service.url", "https://idp.example/sso");
    values.put("onelogin.saml2.idp.x509cert", Files.readString(Path.of(one[2])));
    return new SettingsBuilder().fromValues(values).build();
  }
}
